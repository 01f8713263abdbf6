import { setTimeout as pause } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobsPerTask, queueScaling } from "../../components/run/queue-scaling.ts";
import { jobs as jobsSchema } from "../../config/shape/work.ts";
import { settling } from "../../functions/queues/clock.ts";
import { declare } from "../platform/declare.ts";
import { place } from "../platform/stores.ts";
import { Workers } from "./burst.ts";
import { keyOf, published, runningTasks } from "./published.ts";
import { pythonWithRq } from "./rq.ts";
import { policy, TargetTracking } from "./target-tracking.ts";
import { until } from "./until.ts";

// Real: Redis, RQ's workers, the function that counts what waits, the policies that the program registers. Stood in for:
// ECS by processes of this machine, CloudWatch by what the function prints, Application Auto Scaling by what AWS documents.
const burst = 10_000;
const scale = { min: 1, max: 6 };
const jobs = jobsSchema.parse({ waitSeconds: 1980, typicalSeconds: 0.45, longestSeconds: 60 });

/** Time runs faster for the platform than for the processes: a minute of its is three seconds of theirs. */
const minuteMs = 3_000;
const speed = 60_000 / minuteMs;
const [shortSeconds, longSeconds] = [0.008, 2];
const mostMinutes = 55;

interface Minute {
  readonly metrics: ReadonlyMap<string, number>;
  /** Tasks that Application Auto Scaling wanted then, and those that were not told to end. */
  readonly desired: number;
  readonly left: number;
}

let workers: Workers;
const minutes: Minute[] = [];
/** Of the platform's time since the burst: when its last job had ended. */
let drained = Number.NaN;
/** From being enqueued to its end, of 95 % of the jobs that ended last. */
let latency = Number.NaN;
/** Tasks that had just begun a job when they were told to end. */
let interrupted = 0;

const values = (...one: Parameters<typeof published>) =>
  minutes.map(({ metrics }) => metrics.get(keyOf(published(...one))) ?? Number.NaN);
const most = (all: readonly number[]): number => Math.max(...all);

/** From an idle service through the burst until it is idle again, a minute at a time. */
async function live(tracked: TargetTracking): Promise<void> {
  const { fleet } = workers;
  let [burstAt, next, isOver] = [Number.NaN, Date.now(), false];
  const sinceBurst = () => ((Date.now() - burstAt) / 1000) * speed;
  for (let minute = 1; !isOver && minute <= mostMinutes; minute += 1) {
    next = Math.max(next + minuteMs, Date.now());
    await pause(next - Date.now());
    if (Number.isNaN(drained) && (await workers.ended()) >= burst) drained = sinceBurst();
    if (drained > 0 && interrupted === 0) await haveWork(2);
    const metrics = new Map([...(await workers.look()), [keyOf(runningTasks), fleet.running]]);
    const desired = tracked.decide((metric) => {
      const value = metrics.get(keyOf(metric));
      return value !== undefined && metric.metricName.endsWith("Seconds") ? value * speed : value;
    });
    await interrupt(fleet.leaving(desired));
    fleet.scaleTo(desired);
    minutes.push({ metrics, desired, left: fleet.running });
    if (minute === 2) {
      burstAt = Date.now();
      for (let batch = 0; batch < burst / 1000; batch += 1)
        await workers.enqueue(batch % 2 === 0 ? "enrichment" : "ai_analysis", 1000, shortSeconds);
    }
    isOver = interrupted > 0 && fleet.running === scale.min && (await workers.ended()) === workers.put;
  }
  if (!isOver)
    throw new Error(
      `after ${mostMinutes} minutes ${await workers.ended()} of ${workers.put} jobs had ended, ${fleet.running} tasks ran`,
    );
  const end = new Date(burstAt + (drained / speed) * 1000);
  const lastMinute = await workers.look({ time: countedWith(end) });
  latency = speed * (lastMinute.get(keyOf(published("JobLatencySeconds"))) ?? Number.NaN);
  await until("those that left are gone", async () => (await workers.alive()) === fleet.running);
  minutes.push({ metrics: await workers.look(), desired: tracked.desired, left: fleet.running });
}

/** When the function is scheduled that counts the jobs which ended shortly before this. */
const countedWith = (end: Date): string => {
  const minute = Math.ceil((end.getTime() / 1000 - minuteMs / 1000 + settling) / 60);
  return new Date(minute * 60_000).toISOString();
};

/** After the burst work goes on: so many tasks have a job in hand when the function looks, which protects them. */
async function haveWork(tasks: number): Promise<void> {
  await workers.enqueue("ai_analysis", tasks, longSeconds);
  await until("tasks are busy", async () => (await workers.busy()).length >= tasks);
}

/** The worst moment to be told to end, and nobody could protect its task yet: each that leaves has just begun a job. */
async function interrupt(leaving: readonly string[]): Promise<void> {
  if (leaving.length === 0 || interrupted > 0) return;
  await workers.enqueue("enrichment", workers.fleet.running, longSeconds);
  await until("all that leave are busy", async () => {
    const busy = await workers.busy();
    return leaving.every((address) => busy.includes(address));
  });
  interrupted = leaving.length;
}

// Where RQ has to be installed, that is not part of the test.
beforeAll(() => void pythonWithRq(), 150_000);
beforeAll(async () => {
  const args = { place, cluster: place.prefix, service: "worker", scale, jobs };
  const plan = await declare(() =>
    queueScaling("worker", args, new pulumi.ComponentResource("test:index:Parent", "parent")),
  );
  const registered = plan.all("aws:appautoscaling/policy:Policy").map((inputs) => policy.parse(inputs));
  workers = await Workers.start({ longestSeconds: jobs.longestSeconds, stopSeconds: 120, minuteMs });
  workers.fleet.scaleTo(scale.min);
  await until("the first worker is there", async () => (await workers.alive()) === scale.min);
  await live(new TargetTracking(scale, registered));
  await workers.fleet.stop();
}, 220_000);

afterAll(async () => {
  await workers?.stop();
});

describe("a burst of 10,000 jobs", () => {
  it("is published as it comes and goes, in all and by queue", () => {
    const [all, enrichment, analysis] = [
      values("Backlog"),
      values("Backlog", "Queue", "enrichment"),
      values("Backlog", "Queue", "ai_analysis"),
    ];
    expect([all[0], all[1], all.at(-1)]).toEqual([0, 0, 0]);
    expect(most(all)).toBeGreaterThan(0.9 * burst);
    expect(most(all)).toBeLessThanOrEqual(burst);
    expect(all).toEqual(enrichment.map((waiting, at) => waiting + (analysis[at] ?? Number.NaN)));
  });

  it("brings tasks when more waited for each than may, for three minutes: as many as it takes, within the bounds", () => {
    const desired = minutes.map((minute) => minute.desired);
    const [waiting = Number.NaN] = values("Backlog").slice(4);
    const wanted = Math.ceil(waiting / jobsPerTask(jobs));
    expect(desired.slice(0, 5)).toEqual([1, 1, 1, 1, wanted]);
    expect(wanted).toBeGreaterThan(scale.min);
    expect(most(desired)).toBeLessThanOrEqual(scale.max);
    expect(most(values("WorkersAlive"))).toBeGreaterThanOrEqual(wanted);
  });

  it("is worked off within the time that a job may wait", () => {
    expect(drained).toBeLessThanOrEqual(jobs.waitSeconds);
    expect(speed * most(values("OldestJobSeconds"))).toBeLessThanOrEqual(jobs.waitSeconds);
    expect(values("OldestJobSeconds").at(-1)).toBe(0);
    expect(latency).toBeGreaterThan(0);
    expect(latency).toBeLessThanOrEqual(jobs.waitSeconds);
  });

  it("lets the tasks go afterwards, slowly, and those that work last", () => {
    const desired = minutes.map((minute) => minute.desired);
    const [out, back] = [
      desired.findIndex((tasks) => tasks > scale.min),
      desired.findIndex((tasks, at) => tasks < (desired[at - 1] ?? 0)),
    ];
    expect(back - out).toBeGreaterThanOrEqual(15);
    expect(minutes[back]?.left).toBeGreaterThan(desired[back] ?? Number.NaN);
    expect([desired.at(-1), minutes.at(-1)?.left]).toEqual([scale.min, scale.min]);
    expect(values("WorkersAlive").at(-1)).toBe(scale.min);
  });

  it("ends each job once, although tasks are told to end that have just begun one", async () => {
    expect(interrupted).toBeGreaterThan(0);
    expect(await workers.counted("started")).toEqual({ 1: workers.put });
    expect(await workers.counted("finished")).toEqual({ 1: workers.put });
    expect(await workers.unfinished()).toBe(0);
    expect(new Set(values("FailedJobs"))).toEqual(new Set([0]));
    expect({ killed: workers.fleet.killed, lost: workers.fleet.lost }).toEqual({ killed: 0, lost: [] });
  });
});
