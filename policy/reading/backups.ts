import type { StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { accessLogBuckets, bucketTypes } from "./buckets.ts";
import { cluster, instance } from "./data-tier.ts";
import { isReplica } from "./primaries.ts";

export const plan = "aws:backup/plan:Plan";
export const selection = "aws:backup/selection:Selection";
export const vault = "aws:backup/vault:Vault";
export const vaultLock = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
export const restorePlan = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
export const restoreSelection = "aws:backup/restoreTestingSelection:RestoreTestingSelection";

/** What AWS Backup restores each kind of store as ("protectedResourceType"). */
export const kindOf = (node: Node): "RDS" | "Aurora" | "S3" => {
  if (node.type === cluster) return "Aurora";
  return node.type === instance ? "RDS" : "S3";
};

/** The names by which an ARN can end that means this store. */
const names = (node: Node): readonly unknown[] =>
  ["identifier", "clusterIdentifier", "bucket", "arn"]
    .map((property): unknown => node.known(property))
    .filter((name) => name !== undefined);

/** Whether a list of ARNs, some of them not yet known, has this store in it. */
export function lists(node: Node, property: string, store: Node): boolean {
  if (node.uses(property).includes(store)) return true;
  const arns: unknown = node.known(property);
  return (
    Array.isArray(arns) &&
    arns.some((arn) => arn === "*" || means(String(arn), store) || names(store).some((name) => arn === name))
  );
}

const within = { RDS: ":db:", Aurora: ":cluster:", S3: ":s3:::" } as const;

/** Whether an ARN, whose end may be open (`arn:aws:s3:::shop-*`), is one of this store. */
function means(arn: string, store: Node): boolean {
  const [, last = ""] = arn.split(within[kindOf(store)]);
  if (last === "*") return true;
  return names(store).some((name) =>
    last.endsWith("*") ? String(name).startsWith(last.slice(0, -1)) : name === last,
  );
}

/** Whether a selection without a list of ARNs takes the store by one of its tags. */
export function selectsByTag(node: Node, store: Node): boolean {
  const tags: unknown = node.known("selectionTags");
  return (
    node.known("resources") === undefined &&
    !node.isUnknown("resources") &&
    Array.isArray(tags) &&
    tags.some(({ key, value }) => value !== undefined && store.known("tags", key) === value)
  );
}

const locks = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

/**
 * The stores whose loss is the product's loss: databases that are written to, and buckets. Left out are buckets of access
 * logs, and those that nobody can delete from: their objects are locked.
 */
export const worthBackingUp = (stack: StackView): readonly Node[] => [
  ...stack.all(instance, cluster).filter((node) => !isReplica(node)),
  ...stack
    .all(...bucketTypes)
    .filter(
      (node) =>
        !accessLogBuckets(stack).has(node) &&
        node.known("objectLockEnabled") !== true &&
        stack.pointing(locks, "bucket", node).length === 0,
    ),
];

/** A plan with one rule, for examples. */
export const planWith = (rule: object): StackExample => [
  { type: vault, name: "vault", props: { name: "shop" } },
  { type: plan, name: "plan", props: { rules: [{ targetVaultName: "shop", ...rule }] } },
];
