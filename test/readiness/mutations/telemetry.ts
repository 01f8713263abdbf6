import { container, disconnect, edit, type Mutation, remove, set } from "./mutation.ts";

const workspace = { type: "aws:amp/workspace:Workspace", name: /^telemetry-metrics$/ };
const rights = { type: "aws:iam/rolePolicy:RolePolicy", name: /^telemetry-for-api$/ };
const gone = { type: "aws:cloudwatch/metricAlarm:MetricAlarm", name: /^alarms-api-collector-missing$/ };

type Variable = { readonly name: string; readonly value?: string };
type Container = Record<string, unknown>;

/** The collector beside the API, one thing in it changed. */
const collector = (change: (one: Container) => Container) =>
  container(/^api-definition$/, (one) => (one.name === "collector" ? change(one) : {}));
const configured = (change: (text: string) => string) =>
  collector(({ environment }) => ({
    environment: (environment as Variable[]).map(({ name, value = "" }) => ({
      name,
      value: name === "AOT_CONFIG_CONTENT" ? change(value) : value,
    })),
  }));

interface Document {
  readonly Statement: readonly { readonly Sid: string }[];
}
const statements = (change: (all: Document["Statement"]) => readonly object[]) =>
  edit(rights, ({ policy }) => {
    const { Statement, ...rest }: Document = JSON.parse(String(policy));
    return { policy: JSON.stringify({ ...rest, Statement: change(Statement) }) };
  });

export const telemetryMutations: readonly Mutation[] = [
  {
    title: "the collector beside the API is another program",
    requirement: "C12",
    change: collector(() => ({ name: "proxy", image: `nginx@sha256:${"0".repeat(64)}`, environment: [] })),
  },
  {
    title: "nobody reads the API's Prometheus metrics",
    requirement: "C12",
    change: configured((text) => text.replace('["otlp","prometheus"]', '["otlp"]')),
  },
  {
    title: "traces are taken and thrown away",
    requirement: "C12",
    change: configured((text) => text.replace('["awsxray"]', '["nop"]')),
  },
  {
    title: "a collector that ends takes the API with it",
    requirement: "C12",
    change: collector(() => ({ essential: true })),
  },
  {
    title: "a collector takes the API's memory",
    requirement: "C12",
    change: collector(() => ({ memory: undefined })),
  },
  {
    title: "the API's collector may write no metrics",
    requirement: "C12",
    change: statements((all) => all.filter(({ Sid }) => Sid !== "WriteMetrics")),
  },
  {
    title: "the API may write into every workspace of the account",
    requirement: "C12",
    change: statements((all) => all.map(({ ...one }) => ({ ...one, Condition: {} }))),
  },
  {
    title: "the API's metrics go to a workspace of somebody else",
    requirement: "C12",
    change: collector(({ environment }) => ({
      environment: (environment as Variable[]).map((one) =>
        one.name === "AWS_PROMETHEUS_ENDPOINT"
          ? {
              ...one,
              value:
                "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-other/api/v1/remote_write",
            }
          : one,
      ),
    })),
  },
  {
    title: "metrics are encrypted with a key of AWS's",
    requirement: "C18",
    change: disconnect(workspace, "kmsKeyArn", undefined),
  },
  {
    title: "what the workspace refuses is written down nowhere",
    requirement: "C12",
    change: disconnect(workspace, "loggingConfiguration", undefined),
  },
  {
    title: "the worker reports its errors nowhere",
    requirement: "C15",
    change: container(/^worker-definition$/, ({ secrets }) => ({
      secrets: (secrets as Variable[]).filter(({ name }) => name !== "SENTRY_DSN"),
    })),
  },
  {
    title: "nobody is told that the API's collector is gone",
    requirement: "C12",
    change: remove(gone),
  },
  {
    title: "it is told a day later that the API's collector is gone",
    requirement: "C12",
    change: set(gone, { evaluationPeriods: 1440 }),
  },
];
