import type { Failure } from "../evidence/record.ts";
import { inOneLine } from "../evidence/told.ts";
import { alarmsReport } from "./alarms.ts";
import type { Condition } from "./condition.ts";
import { alarmsReviewed, budgetLeft } from "./drumbeat/alarms.ts";
import { backedUp } from "./drumbeat/backups.ts";
import { poolHalfFree } from "./drumbeat/pool.ts";
import { restoredLately, soundRecords } from "./drumbeat/records.ts";
import { WrongInput } from "./errors.ts";
import { type LoadPlan, refusedOf, tooMany } from "./load/plan.ts";
import { loadPlan, runLoad } from "./load.ts";
import type { Drill, TrialWork } from "./trial/attempt.ts";
import type { Trial } from "./trial/trial.ts";

export const beats = ["hour", "daily", "weekly"] as const;
export type Beat = (typeof beats)[number];

/** How far back each looks. */
const hours: Readonly<Record<Beat, number>> = { hour: 1, daily: 24, weekly: 168 };
/** Growth shows before it hurts (K24). */
const overPeak = 1.1;

/** What is looked at an hour, a day and every week after a launch (K24); each week the product must bear more than its peak. */
export function drumbeat(
  beat: Beat,
  lines: (conditions: readonly Condition[]) => Promise<readonly string[]>,
  loadSeconds = 60,
): Drill {
  const subject = beat === "weekly" ? undefined : beat;
  return {
    kind: "drumbeat",
    ...(subject !== undefined && { subject }),
    plan: async ({ trial }) => [
      `looks at the last ${hours[beat]} h: connections, backups, alarms, error budget, restores, records`,
      ...(beat === "weekly"
        ? [
            `then asks for ${loadSeconds} s at ${Math.round(overPeak * 100)} % of the peak of ${trial.target.config.expectedRps} requests a second`,
          ]
        : []),
    ],
    act: async (work) => {
      const over = beat === "weekly" ? tooMany(work.trial, overPeakPlan(work.trial, loadSeconds)) : [];
      if (over.length > 0) throw new WrongInput(refusedOf(work.trial.target, over));
      const conditions = await looked(work, beat);
      const all = beat === "weekly" ? [...conditions, await loaded(work, loadSeconds)] : conditions;
      for (const line of await lines(all)) work.voice.say(line);
      work.voice.say("");
      const failures = all.flatMap(({ name, ready, found }): Failure[] =>
        ready ? [] : [{ what: `${name}: ${found}`, requirements: ["K24"] }],
      );
      return {
        passed: failures.length === 0,
        ...(subject !== undefined && { subject }),
        says:
          failures.length === 0
            ? `${beat}: ${all.length} of ${all.length} things are as they must be`
            : `${beat}: ${inOneLine(failures)}`,
        failures,
        measurements: Object.fromEntries(all.map(({ name, found }) => [name, found])),
      };
    },
  };
}

async function looked({ trial, voice }: TrialWork, beat: Beat): Promise<readonly Condition[]> {
  const now = new Date();
  voice.now("asking AWS");
  const session = await trial.session();
  const report = await alarmsReport(trial.target, session, now);
  return [
    await poolHalfFree(trial, now, hours[beat]),
    await backedUp(trial, now),
    alarmsReviewed(report),
    budgetLeft(report),
    await restoredLately(trial, now),
    await soundRecords(trial),
  ];
}

function overPeakPlan(trial: Trial, seconds: number): LoadPlan {
  const plan = loadPlan(trial, "load", seconds);
  return { ...plan, rate: Math.ceil(plan.rate * overPeak) };
}

async function loaded({ trial, voice, manner }: TrialWork, loadSeconds: number): Promise<Condition> {
  const plan = overPeakPlan(trial, loadSeconds);
  const saw = () => voice.now(`load: ${plan.rate} requests a second`);
  const told = { signal: manner.signal, saw, say: voice.say };
  const { result, says } = await runLoad(trial, "load", plan, told);
  return { name: `load at ${Math.round(overPeak * 100)} % of peak`, ready: result === "passed", found: says };
}
