import { stringify } from "yaml";
import type { StackExample } from "../rule.ts";
import type { Container } from "../view.ts";
import { service, taskDefinition } from "./aws-types.ts";
import { role } from "./grants.ts";
import { rolePolicy } from "./role-rights.ts";

const image = "shop/aws-otel-collector@sha256:0";
const pipelines = {
  traces: { receivers: ["otlp"], exporters: ["awsxray"] },
  metrics: { receivers: ["otlp", "prometheus"], exporters: ["prometheusremotewrite"] },
};

/** What a collector is told, for examples. */
export const told = (changed: Readonly<Record<string, unknown>> = {}): string =>
  stringify({
    receivers: { otlp: {}, prometheus: {} },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: how the collector writes it
    exporters: { awsxray: {}, prometheusremotewrite: { endpoint: "${env:WRITE_TO}" } },
    service: { pipelines: { ...pipelines, ...changed } },
  });

/** A collector beside a service, for examples. */
export const collector = (config = told(), more: Partial<Container> = {}): Container => ({
  name: "collector",
  image,
  essential: false,
  memory: 256,
  environment: [{ name: "AOT_CONFIG_CONTENT", value: config }],
  ...more,
});

/** A served service and what runs beside its container, for examples. */
export const collected = (
  beside: readonly Container[],
  more: Readonly<Record<string, unknown>> = {},
  used: readonly string[] = [],
): StackExample => [
  { type: role, name: "api-role" },
  {
    type: taskDefinition,
    name: "api-task",
    props: { containerDefinitions: JSON.stringify([{ name: "api" }, ...beside]) },
    uses: { taskRoleArn: ["api-role"], containerDefinitions: used },
  },
  {
    type: service,
    name: "api",
    props: { name: "shop-api", loadBalancers: [{ containerPort: 8000 }], ...more },
    uses: { taskDefinition: ["api-task"] },
  },
];

/** What the role of that task may do, for examples. */
export const rights = (policy: unknown): StackExample[number] => ({
  type: rolePolicy,
  name: "api-policy",
  props: { policy },
  uses: { role: ["api-role"] },
});
