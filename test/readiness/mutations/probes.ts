import { edit, type Mutation, remove, set } from "./mutation.ts";

const canary = (name: RegExp) => ({ type: "aws:synthetics/canary:Canary", name });
const alarm = (name: RegExp) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name });
const policy = (name: RegExp) => ({ type: "aws:iam/rolePolicy:RolePolicy", name });

interface Statement {
  readonly Sid: string;
}
const statements = (name: RegExp, change: (all: readonly Statement[]) => readonly object[]) =>
  edit(policy(name), (now) => {
    const { Statement, ...rest }: { readonly Statement: readonly Statement[] } = JSON.parse(
      String(now.policy),
    );
    return { policy: JSON.stringify({ ...rest, Statement: change(Statement) }) };
  });

export const probeMutations: readonly Mutation[] = [
  {
    title: "open doors page nobody",
    requirement: "K10",
    change: remove(alarm(/^alarms-api-open-access$/)),
  },
  {
    title: "what is served without a token opens a ticket after an hour",
    requirement: "K10",
    change: set(alarm(/^alarms-api-open-access$/), { evaluationPeriods: 12, datapointsToAlarm: 12 }),
  },
  {
    title: "one tenant sees another's data and nobody is paged",
    requirement: "G13",
    change: remove(alarm(/^alarms-tenants-probe-tenant-leak$/)),
  },
  {
    title: "a probe that stopped looks like one that finds nothing",
    requirement: "P14",
    change: (recording) =>
      [/^alarms-api-unreachable$/, /^alarms-pages-probe-unreachable$/].reduce(
        (changed, name) => set(alarm(name), { treatMissingData: "notBreaching" })(changed),
        recording,
      ),
  },
  {
    title: "a probe is made and never started",
    requirement: "P14",
    change: set(canary(/^probe-api-canary$/), { startCanary: false }),
  },
  {
    title: "a probe runs once",
    requirement: "G06",
    change: set(canary(/^probe-api-canary$/), { schedule: { expression: "rate(0 minute)" } }),
  },
  {
    title: "a probe asks from within the network",
    requirement: "P14",
    change: set(canary(/^probe-api-canary$/), {
      vpcConfig: { subnetIds: ["subnet-0123456789abcdef0"], securityGroupIds: ["sg-0123456789abcdef0"] },
    }),
  },
  {
    title: "a probe's browser is three years old",
    requirement: "G06",
    change: set(canary(/^pages-probe-canary$/), { runtimeVersion: "syn-nodejs-puppeteer-6.2" }),
  },
  {
    title: "what probes leave behind is kept for ever",
    requirement: "C18",
    change: remove({
      type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      name: /^probes-bucket-lifecycle$/,
    }),
  },
  {
    title: "a probe's page may read every secret",
    requirement: "G07",
    change: statements(/^tenants-probe-policy$/, (all) =>
      all.map((one) => (one.Sid === "ReadSecrets" ? { ...one, Resource: "*" } : one)),
    ),
  },
  {
    title: "a probe may publish any metric, and so keep alarms quiet",
    requirement: "G07",
    change: statements(/^pages-probe-policy$/, (all) =>
      all.map((one) => (one.Sid === "Count" ? { ...one, Condition: {} } : one)),
    ),
  },
  {
    title: "a certificate ends and nobody is paged before",
    requirement: "G05",
    change: remove(alarm(/^alarms-api-certificate-ends$/)),
  },
  {
    title: "pages take ten seconds and nobody is told",
    requirement: "C16",
    change: (recording) =>
      [/^alarms-pages-probe-slow-load$/, /^alarms-visits-slow-pages$/].reduce(
        (changed, name) => set(alarm(name), { threshold: 10_000 })(changed),
        recording,
      ),
  },
  {
    title: "any visitor's browser may read a bucket",
    requirement: "G07",
    change: set(policy(/^rum-guest-policy$/), {
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::prospector-reports/*" },
        ],
      }),
    }),
  },
];
