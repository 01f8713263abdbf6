import type { Node, StackView } from "../view.ts";
import { firewallLogging } from "./aws-types.ts";
import { accessLogBuckets, bucketTypes } from "./buckets.ts";
import { publishedBuckets } from "./cdn.ts";
import { cluster, instance } from "./data-tier.ts";
import { isReplica } from "./primaries.ts";
import { probeStores } from "./probes.ts";
import { allTags } from "./tags.ts";

export const plan = "aws:backup/plan:Plan";
export const selection = "aws:backup/selection:Selection";
export const vault = "aws:backup/vault:Vault";
export const vaultLock = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
export const restorePlan = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
export const restoreSelection = "aws:backup/restoreTestingSelection:RestoreTestingSelection";

/** What AWS Backup restores each kind of store as ("protectedResourceType"). */
export const kindOf = (node: Node): "RDS" | "Aurora" | "S3" => {
  // A Multi-AZ DB cluster, which names the class of its servers itself, is RDS to AWS Backup.
  if (node.type === cluster) return node.known("dbClusterInstanceClass") === undefined ? "Aurora" : "RDS";
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

const within = (node: Node): string => {
  if (node.type === cluster) return ":cluster:";
  return node.type === instance ? ":db:" : ":s3:::";
};

/** Whether an ARN, whose end may be open (`arn:aws:s3:::shop-*`), is one of this store. */
function means(arn: string, store: Node): boolean {
  const [, last = ""] = arn.split(within(store));
  if (last === "*") return true;
  return names(store).some((name) =>
    last.endsWith("*") ? String(name).startsWith(last.slice(0, -1)) : name === last,
  );
}

/** Whether a selection takes the store: where it has both ARNs and tags, each must fit, and what it leaves out it leaves out. */
export function selects(node: Node, store: Node): boolean {
  const listed = !isEmpty(node.known("resources")) || node.isUnknown("resources");
  const tags: unknown = node.known("selectionTags");
  const tagged = Array.isArray(tags) && tags.length > 0;
  return (
    (listed || tagged) &&
    (!listed || lists(node, "resources", store)) &&
    (!tagged || tags.some(({ key, value }) => value !== undefined && tagsOf(store)[key] === value)) &&
    !lists(node, "notResources", store)
  );
}

const isEmpty = (list: unknown): boolean => !Array.isArray(list) || list.length === 0;
const tagsOf = (node: Node): Readonly<Record<string, unknown>> => allTags(node.known("tags"), node.provider);

const locks = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";

/**
 * The stores whose loss is the product's loss: databases that are written to, and buckets. Left out are buckets of access
 * logs and of a firewall's, those of what was published and a build makes again or of what a probe
 * found and finds again, and those that nobody can delete from: their objects are
 * locked.
 */
export const worthBackingUp = (stack: StackView): readonly Node[] => [
  ...stack.all(instance, cluster).filter((node) => !isReplica(node)),
  ...stack
    .all(...bucketTypes)
    .filter(
      (node) =>
        !accessLogBuckets(stack).has(node) &&
        stack.pointing(firewallLogging, "logDestinationConfigs", node).length === 0 &&
        !publishedBuckets(stack).has(node) &&
        !probeStores(stack).has(node) &&
        node.known("objectLockEnabled") !== true &&
        stack.pointing(locks, "bucket", node).length === 0,
    ),
];
