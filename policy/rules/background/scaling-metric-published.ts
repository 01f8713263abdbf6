import { backlogEach, oldest, scaled } from "../../alarms/scaling-examples.ts";
import { type ScalingMetric, trackingsOf } from "../../alarms/tracking.ts";
import { scalingPolicy, service } from "../../reading/aws-types.ts";
import { written } from "../../reading/document.ts";
import { lambda } from "../../reading/function-types.ts";
import { isAwsNamespace, isPublished } from "../../reading/publishers.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

export const scalingMetricPublished = stackRule({
  id: "scaling-metric-published",
  title: "What scales a service is published, and is about that service",
  requirements: ["P09"],
  judges: scalingPolicy,
  why: "A policy on a metric that nobody publishes is accepted like any other, and never does anything; one on another service's number moves the wrong tasks.",
  fix: "Give the metric a dimension with the service's name, and publish it from this stack: by a function that has the namespace in its environment, or by a LogMetricFilter.",
  findings: (stack) =>
    stack
      .all(service)
      .flatMap((node) =>
        trackingsOf(stack, node).flatMap((policy) =>
          policy.metrics
            .flatMap((metric) => wrong(stack, node, metric))
            .map((says) => ({ node: policy.node, says })),
        ),
      ),
  examples: {
    pass: [
      [...scaled(backlogEach(), oldest), publisher(told("shop/queues"))],
      [
        ...scaled(backlogEach()),
        {
          type: "aws:iam/rolePolicy:RolePolicy",
          name: "publish",
          props: {
            policy: written({
              Effect: "Allow",
              Action: "cloudwatch:PutMetricData",
              Resource: "*",
              Condition: { StringEquals: { "cloudwatch:namespace": "shop/queues" } },
            }),
          },
        },
      ],
      [
        ...scaled(oldest),
        {
          type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
          name: "age",
          props: { metricTransformation: { namespace: "shop/queues", name: "OldestJobSeconds" } },
        },
      ],
      scaled({
        targetValue: 10,
        customizedMetricSpecification: {
          namespace: "AWS/SQS",
          metricName: "ApproximateAgeOfOldestMessage",
          dimensions: [{ name: "QueueName", value: "jobs" }],
        },
      }),
    ],
    fail: [
      scaled(backlogEach()),
      [...scaled(backlogEach()), publisher(told("shop/vitals"))],
      [...scaled(backlogEach(undefined, "shop-api")), publisher(told("shop/queues"))],
      [
        ...scaled({
          ...oldest,
          customizedMetricSpecification: { ...oldest.customizedMetricSpecification, dimensions: [] },
        }),
        publisher(told("shop/queues")),
      ],
    ],
  },
});

function wrong(stack: StackView, node: Node, { namespace, name, dimensions }: ScalingMetric) {
  if (typeof namespace !== "string") return [`${name} is in no namespace that is known`];
  const called: unknown = node.known("name");
  const about = Object.values(dimensions);
  // The number of a queue is about whoever takes from it.
  const ofIt = namespace === "AWS/SQS" || (called !== undefined && about.includes(called));
  return [
    ...(ofIt
      ? []
      : [`${name} is not about ${called ?? node.name}, but ${about.join(", ") || "about nothing"}`]),
    ...(isAwsNamespace(namespace) || isPublished(stack, namespace, name)
      ? []
      : [`nothing in the stack publishes ${name} in ${namespace}`]),
  ];
}

function told(namespace: string) {
  return { environment: { variables: { POWERTOOLS_METRICS_NAMESPACE: namespace } } };
}

function publisher(props: object): StackExample[number] {
  return { type: lambda, name: "queues", props: { name: "shop-queues", ...props } };
}
