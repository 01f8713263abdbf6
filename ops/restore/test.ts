import { Halted } from "../rollback/halted.ts";
import { until } from "../rollback/work.ts";
import type { Attempted, TrialWork } from "../trial/attempt.ts";
import { lookInto } from "./check.ts";
import { verdictOf } from "./judged.ts";
import { RestorePlan } from "./plan.ts";

const over = ["COMPLETED", "FAILED", "ABORTED"];

/** From a plan that restores once to a record of whether the copy is good. Stopped halfway, the same command goes on. */
export async function testRestore(work: TrialWork, minutes: number): Promise<Attempted> {
  const { trial, voice } = work;
  const plan = await RestorePlan.of(trial);
  const arn = (await plan.begun()) ?? (await plan.begin(new Date()));
  const leaving = `AWS Backup goes on with ${plan.name}; the same command goes on from there`;
  voice.say(`  ${plan.name}: AWS Backup begins within about an hour`);
  const began = Date.now();
  const job = await until(work, minutes, async () => {
    const seen = await plan.job(arn);
    const state = seen?.Status?.toLowerCase() ?? "not begun";
    const done = seen?.PercentDone === undefined ? "" : ` ${seen.PercentDone}`;
    voice.now(`restore: ${state}${done}, ${Math.round((Date.now() - began) / 60_000)} min`);
    return seen?.Status !== undefined && over.includes(seen.Status) ? seen : undefined;
  }).catch((error: unknown) => {
    throw error instanceof Halted ? new Halted(`${error.message}: ${leaving}`) : error;
  });
  if (job === undefined) throw new Halted(`not restored within ${minutes} min: ${leaving}`);
  const id = job.RestoreJobId ?? "";
  if (job.Status !== "COMPLETED") {
    await plan.remove();
    const why = job.StatusMessage ?? "without a reason";
    return {
      passed: false,
      says: `AWS Backup could not restore the newest backup: ${why}`,
      failures: [{ what: `restore job ${id} is ${job.Status}: ${why}`, requirements: ["K04", "K21", "C21"] }],
      measurements: { restoreJobId: id },
    };
  }
  voice.say(`  ✔ restored, job ${id}`);
  const record = await lookInto(work, id);
  await plan.remove();
  return verdictOf(record);
}
