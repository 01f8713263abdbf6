/** The queues that are kept in one cache. */
export interface QueuesIn {
  /** Whether RQ keeps any there, under its own keys. */
  readonly rq: boolean;
  /** Queues that are plain lists, by name. */
  readonly lists: readonly string[];
}

const rq = { keys: "~rq:*", commands: "+ping +llen +lrange +hmget +zrange +zrandmember +srandmember" };
const list = {
  keys: (name: string) => [`%R~${name}`, `~golive:queues:${name}`],
  commands: "+ping +llen +lpos +lindex +hmget +hset +expire +del",
};

/**
 * What the platform may do to count what waits: read RQ's keys and the lists, and keep its own marks. The words are
 * Redis's own ("ACL", key permissions): `%R~` opens keys to be read, `~` to be written too. RQ's keys alone need no `%R`,
 * as none of those commands writes.
 */
export function queueAccess(queues: QueuesIn): string | undefined {
  const writes = queues.lists.length > 0;
  const keys = [
    ...(queues.rq ? [writes ? `%R${rq.keys}` : rq.keys] : []),
    ...queues.lists.flatMap(list.keys),
  ];
  if (keys.length === 0) return undefined;
  const commands = [...(queues.rq ? [rq.commands] : []), ...(writes ? [list.commands] : [])]
    .join(" ")
    .split(" ");
  return ["on", ...keys, "resetchannels", "-@all", ...new Set(commands)].join(" ");
}
