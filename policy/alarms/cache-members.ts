import type { StackFinding } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import type { Alarm } from "./alarm.ts";
import { type Demand, unwatched } from "./alarm-watch.ts";

/**
 * Each member of a cache has numbers of its own, so each needs its alarm: of a full primary the replica says nothing.
 * Names that AWS makes are not known here; then one alarm of the group has to do.
 */
export function unwatchedMembers(
  stack: StackView,
  caches: readonly Node[],
  demand: Omit<Demand, "targets" | "about">,
): readonly StackFinding[] {
  return caches.flatMap((node) => {
    const members = membersOf(node);
    if (members.length === 0) return unwatched(stack, { ...demand, targets: [node] });
    return members.flatMap((member) =>
      unwatched(stack, {
        ...demand,
        targets: [node],
        about: isAbout(member),
        lacks: `${demand.lacks} of ${member}`,
      }),
    );
  });
}

const isAbout = (member: string) => (alarm: Alarm) =>
  alarm.metrics.some(({ dimension }) => (dimension("CacheClusterId") ?? member) === member);

/** Without shards, ElastiCache numbers the members of a group: `<id>-001` and on. */
function membersOf(node: Node): readonly string[] {
  const [id, length] = [node.known("replicationGroupId"), node.known("numCacheClusters")];
  if (typeof id !== "string" || typeof length !== "number") return [];
  return Array.from({ length }, (_, at) => `${id}-${String(at + 1).padStart(3, "0")}`);
}
