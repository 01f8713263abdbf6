import { service } from "../../reading/aws-types.ts";
import { collected, collector, told } from "../../reading/collector-examples.ts";
import { configurationOf, sends } from "../../reading/collectors.ts";
import { servedCollectors } from "../../reading/served-collectors.ts";
import { stackRule } from "../../rule.ts";

export const tracesSent = stackRule({
  id: "traces-sent",
  title: "A slow request can be followed to what made it slow",
  requirements: ["C12", "C20"],
  judges: service,
  why: "Percentiles say that requests are slow. Only a trace says whether it was the query, the provider or the queue.",
  fix: "Give the collector beside the service a traces pipeline from otlp to awsxray.",
  floor: "production",
  findings: (stack) =>
    servedCollectors(stack, "nothing beside it takes its traces", (collectors) => {
      const configurations = collectors.map(configurationOf);
      return configurations.some((one) => one === undefined || sends(one, "traces"))
        ? undefined
        : "the collector beside it sends no traces on";
    }),
  examples: {
    pass: [
      collected([collector()]),
      collected([collector("", { environment: [] })]),
      [{ type: service, name: "worker" }],
    ],
    fail: [
      collected([]),
      collected([collector(told({ traces: { receivers: ["otlp"], exporters: ["debug"] } }))]),
      collected([collector(told({ traces: undefined }))]),
      [{ type: service, name: "api", props: { loadBalancers: [{ containerPort: 8000 }] } }],
    ],
  },
});
