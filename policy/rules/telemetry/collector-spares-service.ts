import { taskDefinition } from "../../reading/aws-types.ts";
import { collected, collector, told } from "../../reading/collector-examples.ts";
import { isCollector } from "../../reading/collectors.ts";
import { eachContainer } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

export const collectorSparesService = stackRule({
  id: "collector-spares-service",
  title: "What measures a service cannot take it down",
  requirements: ["C12", "P02"],
  judges: taskDefinition,
  why: "A burst of traces fills a collector's memory first. If it is essential, or takes the memory of its neighbour, the product goes with it.",
  fix: "Set essential: false and memory on the collector's container.",
  findings: (stack) =>
    eachContainer(stack, (container, task) => {
      if (!isCollector(container) || stack.containers(task)?.length === 1) return [];
      return [
        ...(container.essential === false ? [] : ["the task ends when it does: essential is not false"]),
        ...(typeof container.memory === "number"
          ? []
          : ["takes as much memory as it likes: no memory is set"]),
      ];
    }),
  examples: {
    pass: [
      collected([collector()]),
      collected([]),
      [
        {
          type: taskDefinition,
          name: "gateway",
          props: { containerDefinitions: JSON.stringify([{ ...collector(), essential: true }]) },
        },
      ],
    ],
    fail: [
      collected([collector(told(), { essential: true })]),
      collected([{ image: "otel/opentelemetry-collector:1", memory: 256 }]),
      collected([{ image: "otel/opentelemetry-collector:1", essential: false }]),
    ],
  },
});
