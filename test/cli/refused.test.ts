import { afterAll, beforeAll, expect, it } from "vitest";
import { answering } from "./answering.ts";
import { Endpoint, identityOf, type Reply, refusal, somebody } from "./running.ts";

const services = "ecs:DescribeServices";
/** What each command asks AWS first, once it knows whose credentials these are. */
const first: Readonly<Record<string, string>> = {
  "ops bootstrap staging --yes": "kms:DescribeKey",
  "ops secrets staging": "lambda:InvokeFunction",
  "ops release staging": services,
  "ops pin staging --live": services,
  "ops rollback staging --yes": services,
  "ops rollback staging --database --at 2026-01-01T00:00:00Z --yes": services,
  "ops redeploy staging --yes": services,
  "ops canary watch staging": services,
  "ops canary abort staging --yes": services,
  "ops canary promote staging --yes": services,
  "ops frontend list staging": "s3:ListBucket",
  "ops frontend rollback staging --yes": "s3:ListBucket",
  "ops task migrate staging --yes": "ecs:DescribeTaskDefinition",
  "ops migrate staging --yes": services,
  "ops bootstrap-admin staging --yes": services,
  "ops rotate staging --yes": services,
  "ops preflight staging": services,
  "ops smoke staging --yes": services,
  "ops page-load staging": services,
  "ops providers staging": services,
  "ops load staging --yes": services,
  "ops soak staging --yes": services,
  "ops watch staging": services,
  "ops alarms staging": "cloudwatch:DescribeAlarms",
  "ops page staging --yes": services,
  "ops error-test staging --yes": services,
  "ops email staging": "ses:GetEmailIdentity",
  "ops budget staging": "ce:ListCostAllocationTags",
  "ops restore-drill staging --yes": services,
  "ops rollback-drill staging --yes": services,
  "ops incident staging pages-are-slow --yes": services,
  "ops drumbeat hour staging": services,
  "ops tag staging --yes": services,
  "ops report staging": services,
  "emergency sanity staging": services,
};

const denied: Reply = {
  status: 400,
  headers: { "x-amzn-errortype": "AccessDeniedException" },
  body: '{"__type":"AccessDeniedException","message":"not authorized"}',
};
let aws: Endpoint;
beforeAll(async () => {
  aws = await Endpoint.start((asked, body) => {
    if (body.includes("GetCallerIdentity")) return identityOf("444455556666");
    return asked.includes("list-type=2") ? refusal("AccessDenied", "not authorized") : denied;
  });
});
afterAll(async () => {
  await aws[Symbol.asyncDispose]();
});

// An AWS that says who we are, and refuses all else.
it.each(Object.entries(first))("%s names the first right that it lacks: %s", async (words, right) => {
  const env = { ...somebody, AWS_ENDPOINT_URL: aws.url };
  const { status, stdout, stderr } = await answering(words.split(" "), env);

  expect([status, stdout]).toEqual([3, expect.not.stringContaining("done:")]);
  expect(stderr).toMatch(
    new RegExp(
      `arn:aws:sts::444455556666:assumed-role/ops/anna needs ${right}.*\\(AccessDenied.*not authorized\\)`,
    ),
  );
  expect(stderr).not.toMatch(/^\s+at /m);
});

const apart = /^(ops (pin|release|canary abort|incident|drumbeat)|emergency sanity) /;
const asking = Object.keys(first).filter((words) => first[words] === services && !apart.test(words));

// The same, but that it says of the services that none of them is there.
it.each(asking)("%s looks for the stack's records next, where nothing is deployed", async (words) => {
  await using empty = await Endpoint.start((asked, body) => {
    if (body.includes("GetCallerIdentity")) return identityOf("444455556666");
    if (asked.includes("list-type=2")) return refusal("AccessDenied", "not authorized");
    return body.includes('"services"') ? { body: '{"services":[],"failures":[]}' } : denied;
  });
  const env = { ...somebody, AWS_ENDPOINT_URL: empty.url };
  const { status, stdout, stderr } = await answering(words.split(" "), env);

  expect([status, stdout]).toEqual([3, expect.not.stringContaining("done:")]);
  expect(stderr).toMatch(/prospector-staging-evidence-444455556666\/.* needs s3:ListBucket/);
});
