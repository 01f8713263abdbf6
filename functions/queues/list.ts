import { RESP_TYPES } from "@redis/client";
import { z } from "zod";
import { log } from "../shared/log.ts";
import type { Cache } from "../shared/redis.ts";
import type { Clock } from "./clock.ts";
import { type Mark, movedOn } from "./marks.ts";
import type { Reading } from "./reading.ts";

/** The only key that the platform writes, one for each list. */
const marksKey = (queue: string): string => `golive:queues:${queue}`;
const keptSeconds = 172_800;

/** How far the newest element of the last look is looked for: as many may be put in a minute. */
const farthest = 100_000;

const written = z
  .array(z.tuple([z.number(), z.number()]))
  .transform((marks) => marks.map(([at, behind]): Mark => ({ at, behind })));

/**
 * A queue that is a plain list, filled from the left and emptied from the right, as Celery's are. Its elements do not say
 * how old they are, so marks are left beside it. What is looked for lies as deep as elements were put since the last look:
 * that, and not the length of the list, is the cost. Elements must differ from one another, as those with ids do.
 */
export async function readList(cache: Cache, queue: string, { now }: Clock): Promise<Reading> {
  // A job may be any bytes.
  const bytes = cache.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const [newest, text] = await bytes.hmGet(marksKey(queue), ["newest", "marks"]);
  // Sent as one. What is put between two of them moves a mark by as much, which is next to nothing.
  const [length, found, newestNow] = await Promise.all([
    bytes.lLen(queue),
    newest ? bytes.lPos(queue, newest, { MAXLEN: farthest }) : null,
    bytes.lIndex(queue, 0),
  ]);
  const beyond = Boolean(newest) && found === null && length > farthest;
  if (beyond)
    log({ level: "error", says: `${queue}: more than ${farthest} jobs in a minute; their age is a guess` });
  const marks = movedOn(marksIn(text), { now, length, put: beyond ? farthest : found });
  await remember(cache, queue, newestNow, marks);
  const [oldest] = marks;
  return { backlog: length, oldestSeconds: oldest ? Math.max(0, now - oldest.at) : 0, ended: null };
}

/** What does not read as marks is none: the age begins anew. */
function marksIn(text: Buffer | null | undefined): readonly Mark[] {
  try {
    return written.parse(JSON.parse(text?.toString("utf8") ?? "[]"));
  } catch {
    return [];
  }
}

async function remember(
  cache: Cache,
  queue: string,
  newest: Buffer | null,
  marks: readonly Mark[],
): Promise<void> {
  const key = marksKey(queue);
  if (newest === null) {
    await cache.del(key);
    return;
  }
  await Promise.all([
    cache.hSet(key, { newest, marks: JSON.stringify(marks.map(({ at, behind }) => [at, behind])) }),
    cache.expire(key, keptSeconds),
  ]);
}
