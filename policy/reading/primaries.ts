import type { Node, StackView } from "../view.ts";
import { cluster, clusterInstance, instance } from "./data-tier.ts";
import { isMysql } from "./parameters.ts";

/** A copy of another instance, which RDS keeps behind it. */
export const isReplica = (node: Node): boolean =>
  node.known("replicateSourceDb") !== undefined || node.isUnknown("replicateSourceDb");

/** The databases that are written to, of PostgreSQL's kind. */
export const postgresPrimaries = (stack: StackView): readonly Node[] =>
  stack.all(instance, cluster).filter((node) => !isReplica(node) && !isMysql(node));

/** A cluster of more servers than its writer. */
export const hasReaders = (stack: StackView, node: Node): boolean =>
  node.type === cluster && stack.pointing(clusterInstance, "clusterIdentifier", node).length > 1;
