import { beside, bucketTypes } from "../../reading/buckets.ts";
import { canary, storeOf } from "../../reading/probes.ts";
import { type Props, type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const mostDays = 90;

/** The rule ends everything in the bucket, or at least all that lies where the canary leaves it. */
const ends = (rule: Props, keys: string): boolean => {
  const prefix: unknown = rule.filter?.prefix ?? rule.prefix ?? "";
  // Of a bucket that stands, AWS says 0 or nothing where the program said nothing.
  const narrowed = (["tag", "and", "objectSizeGreaterThan", "objectSizeLessThan"] as const).some(
    (property) => rule.filter?.[property],
  );
  return (
    rule.status === "Enabled" &&
    !narrowed &&
    keys.startsWith(String(prefix)) &&
    rule.expiration?.days <= mostDays
  );
};

function wrong(stack: StackView, node: Node): readonly StackFinding[] {
  if (node.isUnknown("artifactS3Location"))
    return [{ node, says: "where it leaves what it found is not known before deploy", notProven: true }];
  const store = storeOf(node);
  const bucket = stack.all(...bucketTypes).find((one) => store && one.known("bucket") === store.bucket);
  if (!store || !bucket) return [{ node, says: "leaves what it found in no bucket of this stack" }];
  const rules: readonly Props[] = beside(stack, bucket, "LifecycleConfiguration").flatMap(
    (one) => one.known("rules") ?? [],
  );
  return rules.some((rule) => ends(rule, store.keys))
    ? []
    : [{ node, says: `nothing ends what it leaves in ${store.bucket} within ${mostDays} days` }];
}

const bucket = { type: bucketTypes[0], name: "store", props: { bucket: "shop-probes" } } as const;
const probe = (artifactS3Location: string | undefined): StackExample[number] => ({
  type: canary,
  name: "probe",
  props: { artifactS3Location },
});
const lifecycle = (rule: object): StackExample[number] => ({
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  name: "lifecycle",
  props: { bucket: "shop-probes", rules: [{ status: "Enabled", expiration: { days: 30 }, ...rule }] },
  uses: { bucket: ["store"] },
});
const at = probe("s3://shop-probes/runs/api/");

export const probeArtifactsEnd = stackRule({
  id: "probe-artifacts-end",
  title: "What probes leave behind goes away by itself",
  requirements: ["C18"],
  judges: canary,
  why: "A probe leaves files at every run for ever: hundreds of thousands a year that nobody reads and everybody pays for.",
  fix: `Give the bucket of artifactS3Location a lifecycle rule that expires its objects within ${mostDays} days.`,
  findings: (stack) => stack.all(canary).flatMap((node) => wrong(stack, node)),
  examples: {
    pass: [
      [bucket, at, lifecycle({})],
      [bucket, at, lifecycle({ filter: { prefix: "runs/" } })],
      [bucket, probe("s3://shop-probes"), lifecycle({ filter: {} })],
      [bucket, at, lifecycle({ filter: { prefix: "", objectSizeGreaterThan: 0 } })],
    ],
    fail: [
      [bucket, at],
      [at],
      [bucket, at, lifecycle({ status: "Disabled" })],
      [bucket, at, lifecycle({ expiration: { days: 400 } })],
      [bucket, at, lifecycle({ filter: { prefix: "code/" } })],
      [bucket, at, lifecycle({ filter: { objectSizeGreaterThan: 1 } })],
      [bucket, at, lifecycle({ filter: { tag: { key: "old", value: "yes" } } })],
      [bucket, probe(undefined), lifecycle({})],
    ],
  },
});
