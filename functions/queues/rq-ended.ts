import { log } from "../shared/log.ts";
import type { Cache } from "../shared/redis.ts";
import { type Clock, type Span, settling } from "./clock.ts";
import type { Ended } from "./reading.ts";
import { failedKey, finishedKey, jobKey, secondsOf } from "./rq-keys.ts";

/** Jobs of one queue and one minute that are looked at, finished and failed ones each. */
const mostJobs = 10_000;

interface Entry {
  readonly id: string;
  /** When RQ forgets the job, which is so many seconds after it ended; −1 keeps a failed one for ever. */
  readonly score: number;
}

/** For how long RQ keeps jobs that say nothing themselves (rq/defaults.py); workers may have another word on finished ones. */
const kept = { finished: [500], failed: [31_536_000, -1] } as const;

/**
 * The jobs of a queue that ended in the clock's minute. RQ orders ended jobs by when it forgets them: those of one
 * minute lie together for each time that jobs are kept, and these times are learned from some of them.
 */
export async function endedJobs(cache: Cache, queue: string, clock: Clock): Promise<Ended> {
  const [failed, latencies] = await Promise.all([
    failedJobs(cache, failedKey(queue), clock),
    finishedJobs(cache, finishedKey(queue), clock),
  ]);
  return { failed, latencies };
}

async function failedJobs(cache: Cache, key: string, { now, minute }: Clock): Promise<number> {
  const [fallback] = kept.failed;
  /** A job that was abandoned has no end of its own, but the moment in which somebody noticed. */
  const at = async ({ id, score }: Entry) => {
    const [ttl, ended] = await cache.hmGet(jobKey(id), ["failure_ttl", "ended_at"]);
    const keptFor = Number(ttl || fallback);
    return { keptFor, at: keptFor < 0 ? secondsOf(ended) : score - keptFor };
  };
  const sample = await Promise.all((await some(cache, key, now)).map(at));
  const entries = await within(cache, key, [...kept.failed, ...sample.map(({ keptFor }) => keptFor)], minute);
  const jobs = await Promise.all(entries.map(at));
  return jobs.filter((job) => job.at !== undefined && isIn(minute, job.at)).length;
}

async function finishedJobs(cache: Cache, key: string, { now, minute }: Clock): Promise<readonly number[]> {
  const times = async ({ id }: Entry) =>
    (await cache.hmGet(jobKey(id), ["enqueued_at", "ended_at"])).map(secondsOf);
  const sample = await Promise.all(
    (await some(cache, key, now)).map(async (entry) => {
      const [, ended] = await times(entry);
      return ended === undefined ? [] : [entry.score - Math.floor(ended)];
    }),
  );
  const entries = await within(cache, key, [...kept.finished, ...sample.flat()], minute);
  const jobs = await Promise.all(entries.map(times));
  return jobs.flatMap(([enqueued, ended]) =>
    enqueued !== undefined && ended !== undefined && isIn(minute, ended)
      ? [Math.max(0, ended - enqueued)]
      : [],
  );
}

const isIn = ({ from, until }: Span, at: number): boolean => from <= at && at < until;

const sampled = 20;

/** Those that are forgotten first and last, and some between them. What is over already has no hash to ask. */
async function some(cache: Cache, key: string, now: number): Promise<readonly Entry[]> {
  const [first, last, between] = await Promise.all([
    cache.zRangeWithScores(key, now, "+inf", { BY: "SCORE", LIMIT: { offset: 0, count: sampled } }),
    cache.zRangeWithScores(key, -sampled, -1),
    cache.zRandMemberCountWithScores(key, sampled),
  ]);
  return [...first, ...last, ...between].map(({ value, score }) => ({ id: value, score }));
}

/** What ended in a minute or close to it, and is kept for one of these times. */
async function within(
  cache: Cache,
  key: string,
  ttls: readonly number[],
  minute: Span,
): Promise<readonly Entry[]> {
  const found = await Promise.all(
    spans(ttls, minute).map(({ from, until }) =>
      cache.zRangeWithScores(key, from, until, { BY: "SCORE", LIMIT: { offset: 0, count: mostJobs + 1 } }),
    ),
  );
  const entries = found.flat().map(({ value, score }) => ({ id: value, score }));
  if (entries.length > mostJobs)
    log({
      level: "error",
      says: `${key}: more than ${mostJobs} jobs in a minute; the others are left out`,
    });
  return entries.slice(0, mostJobs);
}

/** Where in the order such jobs are: without overlaps, for no job counts twice; those kept longest first. */
export function spans(ttls: readonly number[], { from, until }: Span): readonly Span[] {
  const wanted = ttls
    .filter(Number.isFinite)
    .map((ttl) =>
      ttl < 0 ? { from: ttl, until: ttl } : { from: from + ttl - settling, until: until + ttl + settling },
    )
    .sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of wanted) {
    const last = merged.at(-1);
    if (last === undefined || span.from > last.until) merged.push(span);
    else merged[merged.length - 1] = { from: last.from, until: Math.max(last.until, span.until) };
  }
  return merged.reverse();
}
