import type { ServiceDeployment } from "@aws-sdk/client-ecs";
import type { Config } from "../../config/schema.ts";
import type { EvidenceRecord, Failure } from "../../evidence/record.ts";
import { inOneLine } from "../../evidence/told.ts";
import { isGoing } from "../rollback/serving.ts";
import { goOn, until, type Work } from "../rollback/work.ts";
import { brokeOff } from "../trial/attempt.ts";
import { keep, type Trial } from "../trial/trial.ts";
import type { Reading, Source } from "../watch/reading.ts";
import { awaited, releaseOf, type Shifting, shiftingNow, weightOf } from "./deployment.ts";
import { numbersFlaws, numbersOf } from "./numbers.ts";

/** For tasks to start, hooks to answer and old tasks to go, beyond the minutes that shares of traffic are watched. */
const patienceMinutes = 60;

/** Each look, for a person who looks along. */
export type Saw = (deployments: readonly Shifting[], reading: Reading) => void;

/** Follows the newest deployment of each service to its end, with the numbers of both groups, and writes it down (K05). */
export async function watchCanary(
  work: Work,
  trial: Trial,
  begun: readonly Shifting[],
  { source, saw }: { readonly source: Source; readonly saw: Saw },
): Promise<EvidenceRecord> {
  const from = new Date(Math.min(...begun.map(({ deployment }) => beganAt(deployment).getTime())));
  const aim = await releaseOf(work, begun);
  let now = begun;
  let reading: Reading = { groups: [], gauges: [], red: [] };
  let stopped = false;
  try {
    await until(work, lastsOf(begun, trial.target.config) + patienceMinutes, async () => {
      const all = await shiftingNow(work);
      now = begun.map((one) => all.find(({ id }) => id === one.id) ?? one);
      reading = await source.read(from, new Date());
      saw(now, reading);
      return now.some(({ deployment }) => isGoing(deployment)) ? undefined : true;
    });
    goOn(work);
  } catch (error) {
    if (!work.manner.signal.aborted) {
      await brokeOff({ ...trial, ...aim }, "canary", error, { began: from, say: work.voice.say });
      throw error;
    }
    stopped = true;
  }
  const ended = new Date(Math.max(...now.map(({ deployment }) => endedAt(deployment).getTime())));
  if (!stopped) reading = await settled(work, source, from, ended, reading);
  const failures = [
    ...(stopped ? [{ what: "nobody looked until its end", requirements: ["K05"] }] : []),
    ...begun.flatMap((one) => flawsOf(one, now)),
    ...numbersFlaws(reading, trial.target.config.slo, begun),
  ];
  const minutes = Math.max(0, Number(((ended.getTime() - from.getTime()) / 60_000).toFixed(1)));
  return keep({ ...trial, ...aim }, "canary", {
    began: from,
    passed: failures.length === 0,
    says:
      failures.length === 0
        ? `promoted after ${minutes} minutes in which both groups stayed within the objectives`
        : `canary: ${inOneLine(failures)}`,
    failures,
    measurements: { minutes, ...numbersOf(reading) },
    attachments: [{ name: "points.json", content: JSON.stringify({ from, to: ended, ...reading }) }],
  });
}

/** The last minutes' numbers come late. */
async function settled(work: Work, source: Source, from: Date, to: Date, before: Reading): Promise<Reading> {
  const readable = to.getTime() + source.lagMs;
  const left = Math.max(0, readable - Date.now());
  work.voice.say(`waiting ${Math.ceil(left / 1000)} s for the numbers of the last minutes`);
  const read = await until(work, left / work.manner.pace.minute + 1, async () =>
    Date.now() >= readable ? await source.read(from, to) : undefined,
  );
  return read ?? before;
}

/** How long all shares together are watched, as the stack file says. */
const lastsOf = (all: readonly Shifting[], { services }: Config): number =>
  Math.max(
    0,
    ...all.map(({ id }) => {
      const service = services[id];
      const deploy = service && "deploy" in service ? service.deploy : undefined;
      if (deploy === undefined || deploy.strategy === "rolling") return 0;
      const approval = deploy.approvalMinutes ?? 0;
      if (deploy.strategy === "blue-green") return deploy.bakeMinutes + approval;
      const steps = deploy.strategy === "linear" ? Math.ceil(100 / deploy.percent) : 1;
      return steps * deploy.stepMinutes + deploy.bakeMinutes + approval;
    }),
  );

function flawsOf({ id, deployment }: Shifting, now: readonly Shifting[]): readonly Failure[] {
  const last = now.find((one) => one.id === id)?.deployment;
  if (last?.serviceDeploymentArn !== deployment.serviceDeploymentArn)
    return [{ what: `${id}: another deployment took its place`, requirements: ["K05"] }];
  if (last?.status === "SUCCESSFUL") return [];
  const alarms = last?.alarms?.triggeredAlarmNames ?? [];
  const why = [last?.statusReason, last?.rollback?.reason, alarms.length > 0 ? alarms.join(", ") : undefined];
  const reasons = [...new Set(why.filter((reason) => reason !== undefined && reason !== ""))];
  return [
    {
      what: `${id}: ${last?.status ?? "gone"}${reasons.length > 0 ? `, ${reasons.join("; ")}` : ""}`,
      requirements: ["K05", "P16"],
    },
  ];
}

const beganAt = ({ startedAt, createdAt }: ServiceDeployment): Date => startedAt ?? createdAt ?? new Date();
const endedAt = ({ finishedAt, stoppedAt }: ServiceDeployment): Date => finishedAt ?? stoppedAt ?? new Date();

/** How a deployment stands, for people. */
export function stageOf({ id, deployment }: Shifting): string {
  const weight = weightOf(deployment);
  const stage = isGoing(deployment) ? deployment.lifecycleStage : undefined;
  const words = [deployment.status, stage, weight === undefined ? undefined : `${weight} % of the traffic`];
  const waits = awaited(deployment) === undefined ? "" : "; waits for a person (`ops canary promote`)";
  return `${id}: ${words.filter(Boolean).join(", ")}${waits}`;
}
