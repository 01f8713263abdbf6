import { z } from "zod";
import { prose, slug, text } from "./primitives.ts";

/** A queue's name is part of keys in Redis, of the rights to read them, and of metrics: it has no wildcard and no space. */
export const queue = text(/^\w[\w.:{}-]{0,99}$/, "letters, digits and . : - _ { }, up to 100");

/** What a worker's jobs are like: from it follow scaling, alarms and the time that a task has to finish (P09). */
export const jobs = z.strictObject({
  library: z
    .enum(["rq", "list"])
    .default("rq")
    .describe(
      "how a queue is kept in Redis: by RQ, or as a plain list of the queue's name, filled from the left and emptied from the right (Celery's, for one)",
    ),
  cache: slug.optional().describe("the cache that holds the queues, where it uses several"),
  waitSeconds: z
    .int()
    .min(10)
    .max(86400)
    .default(300)
    .describe(
      "the longest that a job should wait; older ones add tasks, twice as old ones page. Tasks added for a burst help after some 5 minutes: below that, only scale.min does",
    ),
  typicalSeconds: z.number().min(0.01).max(3600).default(10).describe("what a job takes on average"),
  longestSeconds: z
    .int()
    .min(1)
    .max(115)
    .default(50)
    .describe("what a job takes at most; a task that is stopped has `stopSeconds` to finish it"),
  failedPerHour: z.int().min(1).max(100000).default(20).describe("failed jobs in an hour that page"),
});
export type Jobs = z.infer<typeof jobs>;

export const spot = z
  .int()
  .min(0)
  .max(100)
  .default(0)
  .describe("share of the tasks above `scale.min` on Fargate Spot, which AWS takes back within two minutes");

const block = "a block of IPv4 addresses such as 203.0.113.0/24";
const way = z.strictObject({
  to: z.cidrv4(block).meta({ allowed: block }).default("0.0.0.0/0").describe("addresses"),
  port: z.int().min(1).max(65535).describe("TCP port"),
  why: prose(5).describe("what is there"),
});

/** All ways out of an isolated service: own rules, of which none leads to a store (P05). */
export const egress = z
  .array(way)
  .min(1)
  .max(20)
  .default([{ to: "0.0.0.0/0", port: 443, why: "AWS and third parties, over TLS" }]);
