import type { Props, StackExample, StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { loadBalancers } from "./aws-types.ts";
import { perStack } from "./per-stack.ts";

export const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

/** The resources that say one thing about buckets, in both spellings. */
export const spellings = (thing: string): readonly [string, string] => [
  `aws:s3/bucket${thing}:Bucket${thing}`,
  `aws:s3/bucket${thing}V2:Bucket${thing}V2`,
];

/** What the program says of one bucket in a resource beside it. */
export const beside = (stack: StackView, bucket: Node, thing: string): readonly Node[] =>
  spellings(thing).flatMap((type) => stack.pointing(type, "bucket", bucket));

/** Buckets into which AWS writes access logs: neither the balancer nor S3 can write under a customer's key. */
export const accessLogBuckets = perStack((stack): ReadonlySet<Node> => {
  const buckets = stack.all(...bucketTypes);
  const byName = new Map(buckets.map((bucket): [unknown, Node] => [bucket.known("bucket"), bucket]));
  const targets = spellings("Logging").flatMap((type) =>
    stack
      .all(type)
      .flatMap((node) => [...node.uses("targetBucket"), byName.get(node.known("targetBucket") ?? node)]),
  );
  const balancers = stack
    .all(...loadBalancers)
    .flatMap((node) => [...node.uses("accessLogs"), byName.get(node.known("accessLogs", "bucket") ?? node)]);
  return new Set([...targets, ...balancers].filter((node): node is Node => node !== undefined));
});

/** A bucket with one resource beside it, for examples. */
export const bucketWith = (thing: string, props: object): StackExample => [
  { type: bucketTypes[0], name: "reports" },
  { type: spellings(thing)[0], name: "said", props: { ...props }, uses: { bucket: ["reports"] } },
];
export const bareBucket: StackExample = [{ type: bucketTypes[0], name: "reports" }];

/** The buckets of which no lifecycle rule that is switched on does this. */
export const bucketsWithoutRule = (
  stack: StackView,
  does: (rule: Props) => boolean,
  says: string,
): readonly StackFinding[] =>
  stack
    .all(...bucketTypes)
    .filter(
      (node) =>
        !beside(stack, node, "LifecycleConfiguration").some((one) =>
          (one.known("rules") ?? []).some((rule: Props) => rule.status === "Enabled" && does(rule)),
        ),
    )
    .map((node) => ({ node, says }));

/** An example: a bucket with one lifecycle rule. */
export const bucketWithRule = (rule: object): StackExample =>
  bucketWith("LifecycleConfiguration", { rules: [rule] });
