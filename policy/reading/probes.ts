import type { StackExample } from "../rule.ts";
import type { Node } from "../view.ts";
import { loadBalancers } from "./aws-types.ts";
import { bucketTypes } from "./buckets.ts";
import { perStack } from "./per-stack.ts";

export const canary = "aws:synthetics/canary:Canary";
export const appMonitor = "aws:rum/appMonitor:AppMonitor";

/** Where a canary leaves what it found: a bucket by name, and the beginning of the keys there. */
export function storeOf(node: Node): { readonly bucket: string; readonly keys: string } | undefined {
  const [, bucket, keys = ""] =
    /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(node.known("artifactS3Location") ?? "") ?? [];
  return bucket === undefined ? undefined : { bucket, keys };
}

/** The buckets in which canaries leave what they found: the next run finds it again. */
export const probeStores = perStack((stack): ReadonlySet<Node> => {
  const names = new Set(stack.all(canary).map((node) => storeOf(node)?.bucket));
  return new Set(stack.all(...bucketTypes).filter((node) => names.has(node.known("bucket") ?? node)));
});

/** A balancer and a canary, for examples. */
export const balancer = { type: loadBalancers[0], name: "balancer", props: { internal: false } } as const;
export const probe = { type: canary, name: "probe", props: { name: "shop-probe" } } as const;

/** An alarm on one step of the canary `probe`, for examples. */
export const stepAlarm = (step: string | undefined, more: object = {}): StackExample[number] => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: `${step ?? "run"}-alarm`,
  props: {
    namespace: "CloudWatchSynthetics",
    metricName: "SuccessPercent",
    dimensions: { CanaryName: "shop-probe", ...(step && { StepName: step }) },
    statistic: "Average",
    comparisonOperator: "LessThanThreshold",
    threshold: 100,
    period: 300,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: "breaching",
    ...more,
  },
});
