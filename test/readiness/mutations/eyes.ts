import type { Recording } from "../../../readiness/program/recording.ts";
import { edit, type Mutation, remove, set } from "./mutation.ts";

const masking = (name: RegExp) => ({
  type: "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
  name,
});
const page = (name: RegExp) => ({ type: "aws:cloudwatch/dashboard:Dashboard", name });
const query = (name: RegExp) => ({ type: "aws:cloudwatch/queryDefinition:QueryDefinition", name });
const refused = {
  type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  name: /^alarms-api-auth-failures-count$/,
};

const showing = (...metrics: readonly (readonly unknown[])[]) => ({
  dashboardBody: JSON.stringify({ widgets: [{ type: "metric", properties: { metrics } }] }),
});
const elb = "AWS/ApplicationELB";
const signals = (stat: string) => [
  [elb, "TargetResponseTime", { stat }],
  [elb, "HTTPCode_Target_5XX_Count", { stat: "Sum" }],
  ["prospector-production/api", "AuthFailures", { stat: "Sum" }],
];

interface Document {
  readonly Statement: readonly { readonly DataIdentifier?: readonly string[] }[];
}
const policy = (name: RegExp, change: (statements: Document["Statement"]) => readonly object[]) =>
  edit(masking(name), ({ policyDocument }) => {
    const { Statement, ...rest }: Document = JSON.parse(String(policyDocument));
    return { policyDocument: JSON.stringify({ ...rest, Statement: change(Statement) }) };
  });

/** No query asks the worker's log any more. */
const unasked = (recording: Recording): Recording =>
  [
    "errors-by-path",
    "slowest-requests",
    "latency-by-path",
    "refused-by-path",
    "one-request",
    "jobs-tried-again",
  ]
    .map((asks) =>
      edit(query(new RegExp(`^query-${asks}$`)), ({ logGroupNames }) => ({
        logGroupNames: (logGroupNames as string[]).filter((name) => !name.endsWith("/worker")),
      })),
    )
    .reduce((changed, change) => change(changed), recording);

export const eyesMutations: readonly Mutation[] = [
  {
    title: "anybody reads what the worker writes down of people",
    requirement: "K22",
    change: remove(masking(/^worker-log-masking$/)),
  },
  {
    title: "addresses are found in a log and not masked",
    requirement: "K22",
    change: policy(/^api-log-masking$/, ([find]) => (find ? [find] : [])),
  },
  {
    title: "cards are no longer masked in a log",
    requirement: "K22",
    change: policy(/^api-log-masking$/, (statements) =>
      statements.map(({ DataIdentifier = [], ...rest }) => ({
        ...rest,
        DataIdentifier: DataIdentifier.filter((one) => !one.endsWith("/CreditCardNumber")),
      })),
    ),
  },
  {
    title: "the log of a task on a schedule is not masked",
    requirement: "K22",
    change: remove(masking(/^cron-refresh-scores-log-masking$/)),
  },
  {
    title: "a task may read what its log masks",
    requirement: "K22",
    change: edit({ type: "aws:iam/rolePolicy:RolePolicy", name: /^api-execution-policy$/ }, (now) => {
      const { Statement, ...rest } = JSON.parse(String(now.policy));
      const unmask = { Sid: "Logs", Effect: "Allow", Action: "logs:U*", Resource: "*" };
      return { policy: JSON.stringify({ ...rest, Statement: [...Statement, unmask] }) };
    }),
  },
  {
    title: "there is nothing to look at during a launch",
    requirement: "K20",
    change: remove(page(/^dashboard-launch-dashboard$/)),
  },
  {
    title: "the launch is watched by averages",
    requirement: "K20",
    change: set(page(/^dashboard-launch-dashboard$/), showing(...signals("Average"))),
  },
  {
    title: "the launch is watched without its failures",
    requirement: "K20",
    change: set(page(/^dashboard-launch-dashboard$/), showing(...signals("p95").toSpliced(1, 1))),
  },
  {
    title: "no dashboard shows the database",
    requirement: "K20",
    change: remove(page(/^dashboard-data-dashboard$/)),
  },
  {
    title: "a dashboard shows a metric that AWS does not have",
    requirement: "C15",
    change: edit(page(/^dashboard-data-dashboard$/), ({ dashboardBody }) => ({
      dashboardBody: String(dashboardBody).replaceAll('"CacheHitRate"', '"HitRate"'),
    })),
  },
  {
    title: "a dashboard shows another stack's database",
    requirement: "K20",
    change: edit(page(/^dashboard-data-dashboard$/), ({ dashboardBody }) => ({
      dashboardBody: String(dashboardBody).replaceAll(
        "prospector-production-database",
        "prospector-staging-database",
      ),
    })),
  },
  {
    title: "refused answers are counted under a name that no dashboard shows",
    requirement: "K20",
    change: edit(refused, ({ metricTransformation }) => ({
      metricTransformation: { ...(metricTransformation as object), name: "Refused" },
    })),
  },
  {
    title: "an alarm watches a metric under a wrong name",
    requirement: "G06",
    change: set(
      { type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: /^alarms-scheduler-memory$/ },
      { metricName: "MemoryUsed" },
    ),
  },
  {
    title: "nobody has a question ready for the worker's log",
    requirement: "C15",
    change: unasked,
  },
];
