import { setTimeout as pause } from "node:timers/promises";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { AwsFailed } from "../errors.ts";
import { jsonOf } from "../json.ts";
import { Halted } from "../rollback/halted.ts";
import { goOn } from "../rollback/work.ts";
import { bounded } from "../session.ts";
import type { TrialWork } from "../trial/attempt.ts";
import { type RestoreRecord, restoreOf } from "./record.ts";

/** What a step of a procedure answers. */
const answer = z.discriminatedUnion("status", [
  z.object({ status: z.literal("again"), after: z.number(), state: z.unknown() }),
  z.object({ status: z.literal("done") }),
]);

const failed = z.object({ errorMessage: z.string() });

/**
 * Drives the function that looks into copies, as its state machine does after a scheduled test, until it has left its
 * record: where it runs, it reaches the copy, and nobody else does.
 */
export async function lookInto(work: TrialWork, restoreJobId: string): Promise<RestoreRecord> {
  const { trial, voice } = work;
  const { target } = trial;
  const name = `${target.prefix}-restore-check`;
  const session = await trial.session();
  const lambda = new LambdaClient({ region: target.config.region, ...bounded(930) });
  const startedAt = new Date();
  const most = (target.config.backups.targets.rtoHours + 1) * 60 * work.manner.pace.minute;
  let state: unknown = null;
  for (;;) {
    goOn(work);
    const question = { input: { detail: { restoreJobId } }, state, startedAt: startedAt.toISOString() };
    const said = await session.call(`ask ${name}`, "lambda:InvokeFunction", () =>
      lambda.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(question) })),
    );
    const body = jsonOf(new TextDecoder().decode(said.Payload));
    const read = answer.safeParse(body);
    const record = await restoreOf(trial, restoreJobId);
    if (record !== undefined) return record; // also where the function then said no: the record says why
    if (said.FunctionError !== undefined || !read.success || read.data.status === "done")
      throw new AwsFailed(
        `${name} left no record of ${restoreJobId}: ${failed.safeParse(body).data?.errorMessage ?? "without a word"}; its log is /${target.prefix}/function/restore-check`,
      );
    if (Date.now() - startedAt.getTime() > most)
      throw new Halted(
        `${name} has not judged the copy in time; its log is /${target.prefix}/function/restore-check`,
      );
    ({ state } = read.data);
    voice.now("the copy is not ready to be looked into yet");
    await pause(Math.min(read.data.after * 1_000, work.manner.pace.look * 12), undefined, {
      signal: work.manner.signal,
    }).catch(() => goOn(work));
  }
}
