import { service } from "../../reading/aws-types.ts";
import { collected, collector, told } from "../../reading/collector-examples.ts";
import { type Configuration, configurationOf, sends } from "../../reading/collectors.ts";
import { kindOf } from "../../reading/kinds.ts";
import { servedCollectors } from "../../reading/served-collectors.ts";
import { stackRule } from "../../rule.ts";

const scraper = "aws:amp/scraper:Scraper";
const anApi = { tags: { "service-kind": "api" } };

export const metricsCollected = stackRule({
  id: "metrics-collected",
  title: "The metrics of each service that answers requests are collected",
  requirements: ["C12", "G06"],
  judges: service,
  why: "A product knows of itself what no balancer sees: jobs refused, providers slow, money not booked. Behind /metrics of a task that is gone, it is lost.",
  fix: "Run an OpenTelemetry collector beside the service, with a metrics pipeline from the prometheus receiver to prometheusremotewrite; or declare an amp.Scraper.",
  findings: (stack) =>
    stack.all(scraper).length > 0
      ? []
      : servedCollectors(stack, "nothing beside it reads its metrics", (collectors, node) => {
          const configurations = collectors.flatMap((one) => configurationOf(one) ?? []);
          // A collector that is told elsewhere is told by somebody who can see it.
          if (configurations.length < collectors.length) return undefined;
          if (!configurations.some((one) => sends(one, "metrics")))
            return "the collector beside it sends no metrics on";
          return kindOf(node) === "api" && !configurations.some(reads)
            ? "the collector beside it reads no Prometheus metrics"
            : undefined;
        }),
  examples: {
    pass: [
      collected([collector()]),
      collected([collector()], anApi),
      collected([
        collector(told({ metrics: { receivers: ["otlp"], exporters: ["prometheusremotewrite"] } })),
      ]),
      collected([collector("", { environment: [] })]),
      [...collected([]), { type: scraper, name: "scraper" }],
      [{ type: service, name: "worker" }],
    ],
    fail: [
      collected([]),
      collected([collector(told({ metrics: { receivers: ["otlp"], exporters: [] } }))]),
      collected([collector(told({ metrics: { receivers: ["statsd"], exporters: ["awsxray"] } }))]),
      collected(
        [collector(told({ metrics: { receivers: ["otlp"], exporters: ["prometheusremotewrite"] } }))],
        anApi,
      ),
      [{ type: service, name: "api", props: { loadBalancers: [{ containerPort: 8000 }] } }],
    ],
  },
});

const reads = ({ service: { pipelines }, receivers }: Configuration): boolean =>
  Object.entries(pipelines).some(
    ([name, one]) =>
      name.split("/")[0] === "metrics" &&
      one.receivers.some((id) => /^prometheus(?:\/|$)/.test(id) && id in receivers),
  );
