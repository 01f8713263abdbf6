import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Check, Outcome } from "./check.ts";
import type { Job } from "./jobs.ts";
import type { Settings } from "./settings.ts";

export const failedOf = ({ checks }: Outcome): readonly Check[] => checks.filter(({ passed }) => !passed);

/** Writes down what was shown, where nobody can change it (K21). */
export async function record(
  s3: S3Client,
  { prefix, targets, evidence }: Settings,
  job: Job,
  outcome: Outcome,
): Promise<string> {
  const key = `restore/${outcome.at.slice(0, 10)}-${job.id}.json`;
  const body = {
    kind: "restore",
    stack: prefix,
    at: outcome.at,
    restoreJobId: job.id,
    resource: { type: job.type, source: job.source, copy: job.copy },
    recoveryPoint: job.recoveryPoint,
    result: failedOf(outcome).length === 0 ? "SUCCESSFUL" : "FAILED",
    measured: outcome.measured,
    targets,
    checks: outcome.checks,
  };
  await s3.send(
    new PutObjectCommand({
      Bucket: evidence,
      Key: key,
      Body: JSON.stringify(body, null, 2),
      ContentType: "application/json",
    }),
  );
  return key;
}
