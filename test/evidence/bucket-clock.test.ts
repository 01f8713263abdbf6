import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { EvidenceBucket } from "../../ops/evidence/bucket.ts";
import { Session } from "../../ops/session.ts";
import { targetAt } from "../../ops/target.ts";
import { Endpoint, somebody } from "../cli/running.ts";
import { root } from "../config/writing.ts";
import { draft } from "./drafts.ts";

const target = targetAt(join(root, "Pulumi.staging.yaml"));
const minute = 60_000;
afterEach(() => vi.unstubAllEnvs());

/** An empty bucket of an AWS whose clock differs, and what was asked of it. */
async function bucketAt(offset: number) {
  const aws = await Endpoint.start((asked) => ({
    headers: { date: new Date(Date.now() + offset).toUTCString() },
    body: asked.includes("list-type=2") ? "<ListBucketResult/>" : "",
  }));
  for (const [name, value] of Object.entries({ ...somebody, AWS_ENDPOINT_URL: aws.url }))
    vi.stubEnv(name, value);
  return {
    aws,
    bucket: new EvidenceBucket(target, new Session(target.config.account, "arn:aws:iam::1:user/ada")),
  };
}
const now = () => draft({ stack: target.prefix, ended: new Date().toISOString() });

it.each([
  [-60, "this machine's clock is 60 minutes ahead of that of AWS: set it first"],
  [60, "this machine's clock is 60 minutes behind that of AWS: set it first"],
])("a machine %i minutes off writes no record, which nobody could delete again", async (minutes, why) => {
  const { aws, bucket } = await bucketAt(minutes * minute);
  await using _ = aws;

  expect(await bucket.closed()).toBe(why);
  await expect(bucket.append(now())).rejects.toThrow(why);
  expect(aws.asked.filter((one) => one.startsWith("PUT"))).toEqual([]);
});

it("a machine a minute off writes one", async () => {
  const { aws, bucket } = await bucketAt(minute);
  await using _ = aws;

  expect(await bucket.closed()).toBeUndefined();
  expect((await bucket.append(now())).sequence).toBe(1);
  expect(aws.asked.filter((one) => one.startsWith("PUT"))).toEqual([
    expect.stringContaining("/trials/00000001.json"),
  ]);
});
