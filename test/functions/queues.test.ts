import { ECSClient, type Service } from "@aws-sdk/client-ecs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockOf } from "../../functions/queues/clock.ts";
import { type Mark, movedOn } from "../../functions/queues/marks.ts";
import { busyTasks, protectBusy, settled } from "../../functions/queues/protection.ts";
import { percentile } from "../../functions/queues/reading.ts";
import { spans } from "../../functions/queues/rq-ended.ts";
import { hostOf } from "../../functions/queues/rq-workers.ts";
import { type Task, tasksOf } from "../../functions/queues/tasks.ts";
import { type Answer, FakeAws } from "./fake-aws.ts";

const at = (time: string) => Date.parse(time) / 1000;

describe("the minute that a run counts", () => {
  const minuteOf = (event: unknown, now: string) => clockOf(event, new Date(now)).minute;
  const minute = { from: at("2026-03-01T10:05:55Z"), until: at("2026-03-01T10:06:55Z") };

  it("is the last one before the scheduled time, with a pause for what is still written down", () => {
    expect(minuteOf({ time: "2026-03-01T10:07:00Z" }, "2026-03-01T10:07:01Z")).toEqual(minute);
  });

  it("does not move when a run begins late", () => {
    expect(minuteOf({ time: "2026-03-01T10:07:00Z" }, "2026-03-01T10:08:12Z")).toEqual(minute);
  });

  it.each([[{}], [null], [{ time: "soon" }]])(
    "follows the clock where the event has no time: %j",
    (event) => {
      expect(minuteOf(event, "2026-03-01T10:07:59.9Z")).toEqual(minute);
    },
  );

  it("begins where the one of the run before ended", () => {
    expect(minuteOf({}, "2026-03-01T10:08:00Z").from).toBe(minute.until);
  });
});

describe("a percentile", () => {
  it.each([
    [[], undefined],
    [[7], 7],
    [[3, 1, 2], 3],
    [Array.from({ length: 100 }, (_, n) => 100 - n), 95],
  ])("of %j is %j", (values, expected) => {
    expect(percentile(values, 0.95)).toBe(expected);
  });
});

describe("where jobs of one minute are in RQ's order", () => {
  const minute = { from: 1_000, until: 1_060 };

  it("is once for each time that they are kept, the longest first, and at −1 for ever", () => {
    expect(spans([500, -1, 86_400], minute)).toEqual([
      { from: 87_395, until: 87_465 },
      { from: 1_495, until: 1_565 },
      { from: -1, until: -1 },
    ]);
  });

  it("is one span where times are close: no job is found twice", () => {
    expect(spans([500, 501, 500, 560, 700], minute)).toEqual([
      { from: 1_695, until: 1_765 },
      { from: 1_495, until: 1_625 },
    ]);
  });

  it("is nowhere for jobs without an end or a number", () => {
    expect(spans([Number.POSITIVE_INFINITY, Number.NaN], minute)).toEqual([]);
  });
});

describe("a worker's address", () => {
  it.each([
    ["10.0.1.5:52114", "10.0.1.5"],
    ["[fd00::5]:52114", "fd00::5"],
    ["fd00::5:52114", "fd00::5"],
    ["unknown", null],
    ["", null],
    [undefined, null],
  ])("%j is %j", (text, host) => {
    expect(hostOf(text)).toBe(host);
  });
});

/** A list as Celery keeps it, with when each element was put; the newest first. */
class List {
  readonly #elements: number[] = [];
  marks: readonly Mark[] = [];
  #newest: number | undefined;

  put(now: number): void {
    this.#elements.unshift(now);
  }
  take(): void {
    this.#elements.pop();
  }
  look(now: number): void {
    const found = this.#newest === undefined ? -1 : this.#elements.indexOf(this.#newest);
    this.marks = movedOn(this.marks, {
      now,
      length: this.#elements.length,
      put: found === -1 ? null : found,
    });
    this.#newest = this.#elements[0];
  }
  age(now: number): number {
    return now - (this.#elements.at(-1) ?? now);
  }
}

describe("the age of a list's oldest element", () => {
  it("is never too old, and too young by a minute at most, whatever is put and taken", () => {
    const moves = fc.array(fc.array(fc.boolean(), { maxLength: 12 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(moves, (minutes) => {
        const list = new List();
        for (const [minute, within] of minutes.entries()) {
          const end = (minute + 1) * 60;
          // Each at a moment of its own, so that elements differ.
          for (const [n, isPut] of within.entries())
            if (isPut) list.put(minute * 60 + n * 4 + 1);
            else list.take();
          list.look(end);
          const [oldest] = list.marks;
          const published = oldest ? end - oldest.at : 0;
          expect(published).toBeLessThanOrEqual(list.age(end));
          expect(list.age(end) - published).toBeLessThan(60);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("needs a day's marks at most", () => {
    let marks: readonly Mark[] = [];
    for (let minute = 0; minute < 2_000; minute++)
      marks = movedOn(marks, { now: minute * 60, length: 5_000, put: marks.length === 0 ? null : 1 });
    expect(marks).toHaveLength(1_440);
  });
});

const task = (address: string, isProtected = false): Task => ({
  arn: `task/${address}`,
  address,
  isProtected,
});
const busy = (address: string | null) => ({ busy: true, address });
const idle = (address: string) => ({ busy: false, address });

describe("the tasks in which a job runs", () => {
  const two = [task("10.0.0.1"), task("10.0.0.2")];

  it("are those with a busy worker's address, however many workers they have", () => {
    const workers = [idle("10.0.0.1"), busy("10.0.0.2"), idle("10.0.0.2"), busy("10.0.0.9")];
    expect(busyTasks(two, workers)).toEqual([two[1]]);
  });

  it("are none without busy workers", () => {
    expect(busyTasks(two, [idle("10.0.0.1")])).toEqual([]);
  });

  it("may be all where a busy worker's address is not known", () => {
    expect(busyTasks(two, [busy(null)])).toEqual(two);
  });
});

const inProgress: Service = {
  deployments: [{ rolloutState: "COMPLETED" }, { rolloutState: "IN_PROGRESS" }],
};
const tasks = [task("10.0.0.1"), task("10.0.0.2", true), task("10.0.0.3")];

/** What is asked for a service's tasks, one of which is busy, and whether it fails. */
async function protectedBy(
  running: readonly Task[],
  service: Service | null = {},
  refused: (minutes: number | null) => boolean = () => false,
) {
  const asked: (readonly [readonly string[], number | null])[] = [];
  const cluster = {
    services: { describe: async () => service ?? undefined },
    tasks: {
      running: async () => running,
      protect: async (arns: readonly string[], minutes: number | null) => {
        asked.push([arns, minutes]);
        if (refused(minutes)) throw new Error("refused");
      },
    },
  };
  const [ended] = await Promise.allSettled([protectBusy("worker", 115, [busy("10.0.0.1")], cluster)]);
  return { asked, ended: ended.status };
}

describe("protection from scale-in", () => {
  it("lasts for the longest job and a minute, and ends where no job runs", async () => {
    expect(await protectedBy(tasks)).toEqual({
      asked: [
        [["task/10.0.0.1"], 3],
        [["task/10.0.0.2"], null],
      ],
      ended: "fulfilled",
    });
  });

  it("is in no deployment's way", async () => {
    const { asked } = await protectedBy([task("10.0.0.1", true), task("10.0.0.2")], inProgress);
    expect(asked).toEqual([
      [[], 3],
      [["task/10.0.0.1"], null],
    ]);
  });

  it("waits for a service that is not there yet", async () => {
    expect(await protectedBy(tasks, null)).toEqual({ asked: [], ended: "fulfilled" });
  });

  it.each([[3], [null]])("that fails in one way (%j) is tried in the other, and fails then", async (way) => {
    const { asked, ended } = await protectedBy(tasks, {}, (minutes) => minutes === way);
    expect([asked.length, ended]).toEqual([2, "rejected"]);
  });
});

describe("the tasks of a service, as ECS tells them", () => {
  const pages: Readonly<Record<string, { taskArns: string[]; nextToken?: string }>> = {
    first: { taskArns: ["task/a", "task/b"], nextToken: "second" },
    second: { taskArns: ["task/c"] },
  };
  const named = (body: string): readonly string[] => JSON.parse(body).tasks;
  const answers: Readonly<Record<string, Answer>> = {
    ListTasks: ({ body }) => pages[JSON.parse(body).nextToken ?? "first"],
    DescribeTasks: ({ body }) => ({
      tasks: named(body).map((taskArn) => ({
        taskArn,
        attachments: [
          { type: "AmazonElasticBlockStorage", details: [{ name: "privateIPv4Address", value: "no" }] },
          {
            type: "ElasticNetworkInterface",
            details: [
              { name: "macAddress", value: "0a:58" },
              { name: "privateIPv4Address", value: `10.0.0.${taskArn.at(-1)}` },
            ],
          },
        ],
      })),
    }),
    GetTaskProtection: () => ({
      protectedTasks: [
        { taskArn: "task/a", protectionEnabled: false },
        { taskArn: "task/c", protectionEnabled: true },
      ],
    }),
  };
  const answering = (failures: readonly object[]): Readonly<Record<string, Answer>> => ({
    UpdateTaskProtection: () => ({ failures }),
  });
  const arns = Array.from({ length: 23 }, (_, n) => `task/${n}`);

  it("are all that run, page after page, with address and protection", async () => {
    await using aws = await FakeAws.start(answers);
    expect(await tasksOf(new ECSClient(aws.client), "cluster").running("worker")).toEqual([
      { arn: "task/a", address: "10.0.0.a", isProtected: false },
      { arn: "task/b", address: "10.0.0.b", isProtected: false },
      { arn: "task/c", address: "10.0.0.c", isProtected: true },
    ]);
    expect(JSON.parse(aws.calls[0]?.body ?? "")).toEqual({
      cluster: "cluster",
      serviceName: "worker",
      desiredStatus: "RUNNING",
      maxResults: 100,
    });
  });

  it("are protected ten in a call, and released without a term", async () => {
    await using aws = await FakeAws.start(answering([]));
    const tasks = tasksOf(new ECSClient(aws.client), "cluster");
    await tasks.protect(arns, 3);
    await tasks.protect(["task/a"], null);
    await tasks.protect([], 3);

    expect(aws.calls.map(({ body }) => JSON.parse(body))).toEqual([
      { cluster: "cluster", tasks: arns.slice(0, 10), protectionEnabled: true, expiresInMinutes: 3 },
      { cluster: "cluster", tasks: arns.slice(10, 20), protectionEnabled: true, expiresInMinutes: 3 },
      { cluster: "cluster", tasks: arns.slice(20), protectionEnabled: true, expiresInMinutes: 3 },
      { cluster: "cluster", tasks: ["task/a"], protectionEnabled: false },
    ]);
  });

  it.each([["MISSING"], ["TASK_NOT_VALID"], ["DEPLOYMENT_BLOCKED"]])(
    "may stop or be replaced in the meantime: %s is no failure",
    async (reason) => {
      await using aws = await FakeAws.start(answering([{ arn: "task/1", reason }]));
      await expect(tasksOf(new ECSClient(aws.client), "cluster").protect(arns, 3)).resolves.toBeUndefined();
    },
  );

  it("fail with the reason where ECS does not protect one", async () => {
    const refused = { arn: "task/1", reason: "ACCESS_DENIED", detail: "not this one" };
    await using aws = await FakeAws.start(answering([refused]));
    await expect(tasksOf(new ECSClient(aws.client), "cluster").protect(arns, 3)).rejects.toThrow(
      "ECS does not protect task/1: ACCESS_DENIED not this one",
    );
  });
});

describe("a service that is deployed task by task", () => {
  it("is settled once none of its deployments goes on", () => {
    const of = (...states: readonly ("IN_PROGRESS" | "COMPLETED" | "FAILED")[]) =>
      settled({ deployments: states.map((rolloutState) => ({ rolloutState })) });
    expect([of("COMPLETED"), of("FAILED", "COMPLETED"), of("COMPLETED", "IN_PROGRESS"), settled({})]).toEqual(
      [true, true, false, true],
    );
  });
});
