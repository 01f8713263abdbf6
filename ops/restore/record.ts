import { z } from "zod";
import { AwsFailed } from "../errors.ts";
import { Records } from "../evidence/records.ts";
import type { Trial } from "../trial/trial.ts";

/** What the function that looks into restored copies leaves, as `restore/<day>-<job>.json`. */
const restoreRecord = z.object({
  kind: z.literal("restore"),
  at: z.iso.datetime(),
  restoreJobId: z.string(),
  resource: z.object({ type: z.string() }),
  recoveryPoint: z.string(),
  result: z.enum(["SUCCESSFUL", "FAILED"]),
  measured: z.object({ rpoHours: z.number().nullable(), rtoMinutes: z.number() }),
  checks: z.array(
    z.object({
      name: z.string(),
      passed: z.boolean(),
      found: z.union([z.string(), z.number(), z.null()]),
      expected: z.string(),
    }),
  ),
});
export type RestoreRecord = z.infer<typeof restoreRecord>;

const kind = { folder: "restore/", of: "a restore test", shape: restoreRecord };

const recordsOf = async (trial: Trial): Promise<Records<RestoreRecord>> =>
  new Records(trial.target, await trial.session(), kind);

/** Of one job; undefined as long as there is none. */
export async function restoreOf(trial: Trial, job: string): Promise<RestoreRecord | undefined> {
  const records = await recordsOf(trial);
  const name = (await records.names()).find((one) => one.endsWith(job));
  return name === undefined ? undefined : records.read(name);
}

/** The newest of the database: buckets are tested beside it. @throws AwsFailed where there is none */
export async function newestRestore(trial: Trial): Promise<RestoreRecord> {
  const records = await recordsOf(trial);
  const names = (await records.names()).toSorted().toReversed();
  for (const name of names.slice(0, 50)) {
    const record = await records.read(name);
    if (record !== undefined && record.resource.type !== "S3") return record;
  }
  throw new AwsFailed(`no restore test of the database of ${trial.target.prefix} is written down yet`);
}
