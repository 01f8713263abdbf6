import { ECSClient } from "@aws-sdk/client-ecs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { queueAccess } from "../../components/data/queue-access.ts";
import { queues } from "../../functions/queues/queues.ts";
import type { Settings } from "../../functions/queues/settings.ts";
import { tasksOf } from "../../functions/queues/tasks.ts";
import { servicesOf } from "../../functions/restart/services.ts";
import { probeRedis } from "../../functions/shared/probe-redis.ts";
import { FakeAws, Refusal } from "../functions/fake-aws.ts";
import { trust } from "./certificate.ts";
import { Invoked } from "./invoke.ts";
import { connected, Redis } from "./redis.ts";
import { type Enqueued, enqueue, RqWorker } from "./rq.ts";

/** As the program gives them to ElastiCache's users. */
const access = {
  app: "on ~* &* +@all -@admin -@dangerous +info +client|list",
  monitor: String(queueAccess({ rq: true, lists: ["celery"] })),
};
const administrator = { username: "administrator", password: "administers-this-test-alone" };
const password = "MarkerThatMustNotBeSeenAnywhere0123456789";
const address = (user: string, port: number) => `rediss://${user}:${password}@localhost:${port}/0`;

let redis: Redis;
let admin: Awaited<ReturnType<typeof connected>>;
let distrust: () => void;
let url: string;

beforeAll(async () => {
  redis = await Redis.start();
  admin = await connected(administrator, redis.port, redis.certificate);
  for (const [user, rules] of Object.entries(access))
    await admin.sendCommand(["ACL", "SETUSER", user, ...rules.split(" "), `>${password}`]);
  distrust = trust(redis.certificate);
  url = `${address("app", redis.port)}?ssl_ca_certs=${encodeURIComponent(redis.certificate.certificateFile)}`;
  // Where RQ has to be installed, that is not part of a test.
  enqueue(url, "enrichment", "done");
}, 180_000);
afterAll(async () => {
  distrust?.();
  admin?.destroy();
  await redis?.stop();
});
beforeEach(async () => {
  await admin.flushAll();
});

const settings: Settings = {
  prefix: "seeds-test",
  namespace: "seeds-test/queues",
  cluster: "seeds-test",
  services: {
    worker: {
      library: "rq",
      credentials: "QUEUE_MONITOR_MAIN",
      queues: ["enrichment", "ai_analysis"],
      longestSeconds: 50,
    },
  },
};
const lists: Settings["services"] = {
  mailer: { library: "list", credentials: "QUEUE_MONITOR_MAIN", queues: ["celery"], longestSeconds: 50 },
};

/** ECS as one service needs it, which moto does not protect tasks of, and the secret that is read. */
interface Aws {
  /** Tasks by address. */
  readonly tasks?: readonly string[];
  readonly isProtected?: readonly string[];
  readonly rollout?: "COMPLETED" | "IN_PROGRESS";
  readonly refuses?: string;
}

type Metrics = Readonly<Record<string, number>>;

interface Run {
  /** By dimension, `Service worker` or `Queue enrichment`. */
  readonly published: Readonly<Record<string, Metrics>>;
  readonly printed: string;
  readonly failed: string | null;
  /** What was asked of UpdateTaskProtection: addresses, and for how many minutes. */
  readonly protected: readonly { readonly tasks: readonly string[]; readonly minutes: number | null }[];
}

function read(text: string): Run["published"] {
  const published: Record<string, Record<string, number>> = {};
  for (const line of text.split("\n").filter((one) => one.includes("_aws"))) {
    const entry = JSON.parse(line);
    for (const { Namespace, Dimensions, Metrics } of entry._aws.CloudWatchMetrics) {
      expect([Namespace, Dimensions]).toEqual([settings.namespace, [[expect.any(String)]]]);
      const into = `${Dimensions[0][0]} ${entry[Dimensions[0][0]]}`;
      for (const { Name } of Metrics) published[into] = { ...published[into], [Name]: entry[Name] };
    }
  }
  return published;
}

const secrets: Record<string, () => string> = {
  "seeds-test/QUEUE_MONITOR_MAIN": () => address("monitor", redis.port),
  "seeds-test/QUEUE_MONITOR_GONE": () => address("monitor", 1),
};

function aws({ tasks = [], isProtected = [], rollout = "COMPLETED", refuses }: Aws) {
  const named = (body: string): readonly string[] => JSON.parse(body).tasks;
  const answers = {
    GetSecretValue: ({ body }: { body: string }) => {
      const value = secrets[JSON.parse(body).SecretId];
      if (value === undefined) throw new Refusal("ResourceNotFoundException", "no such secret");
      return { SecretString: value(), VersionId: "v", CreatedDate: 0 };
    },
    DescribeServices: ({ body }: { body: string }) => ({
      services: JSON.parse(body).services.map((serviceName: string) => ({
        serviceName,
        status: "ACTIVE",
        deployments: [{ status: "PRIMARY", rolloutState: rollout }],
      })),
    }),
    ListTasks: () => ({ taskArns: tasks }),
    DescribeTasks: ({ body }: { body: string }) => ({
      tasks: named(body).map((taskArn) => ({
        taskArn,
        attachments: [
          { type: "ElasticNetworkInterface", details: [{ name: "privateIPv4Address", value: taskArn }] },
        ],
      })),
    }),
    GetTaskProtection: ({ body }: { body: string }) => ({
      protectedTasks: named(body).map((taskArn) => ({
        taskArn,
        protectionEnabled: isProtected.includes(taskArn),
      })),
    }),
    UpdateTaskProtection: () => ({ failures: [] }),
  };
  return FakeAws.start(
    refuses === undefined
      ? answers
      : {
          ...answers,
          [refuses]: () => {
            throw new Refusal("AccessDeniedException", `not authorized to perform ecs:${refuses}`);
          },
        },
  );
}

/** One run, and all that came of it, also when it fails. */
async function run(
  change: Aws & { readonly services?: Settings["services"]; readonly at?: Date } = {},
): Promise<Run> {
  await using fake = await aws(change);
  const ecs = new ECSClient(fake.client);
  const lines: string[] = [];
  const keep = vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  const means = {
    secrets: new SecretsManagerClient(fake.client),
    cluster: { services: servicesOf(ecs, settings.cluster), tasks: tasksOf(ecs, settings.cluster) },
    now: () => change.at ?? new Date(),
  };
  const services = change.services ?? settings.services;
  const [ended] = await Promise.allSettled([queues({ ...settings, services }, means)({})]);
  keep.mockRestore();
  const printed = lines.join("");
  return {
    published: read(printed),
    printed,
    failed: ended.status === "rejected" ? ended.reason.message : null,
    protected: fake.calls
      .filter(({ operation }) => operation === "UpdateTaskProtection")
      .map(({ body }) => JSON.parse(body))
      .map(({ tasks, expiresInMinutes = null }) => ({ tasks, minutes: expiresInMinutes })),
  };
}

/** When the minute is counted in which something ended: the run that follows it. */
const countedAt = (ended: number) => new Date((Math.floor((ended / 1000 + 5) / 60) + 1) * 60_000);
const endedAt = async (id = "") => Date.parse(String(await admin.hGet(`rq:job:${id}`, "ended_at")));
const minuteLater = (at: Date, minutes = 1) => new Date(at.getTime() + minutes * 60_000);

/** All that waits is worked off, and the worker ends. */
async function workOff(): Promise<RqWorker> {
  const worker = new RqWorker(url, ["enrichment", "ai_analysis"], ["--burst"]);
  await worker.ended();
  return worker;
}

const put = (queue: string, job: "done" | "slow" | "fails", count?: number, options?: Enqueued) =>
  enqueue(url, queue, job, count, options);
const service = ({ published }: Run): Metrics => published["Service worker"] ?? {};
const queue = ({ published }: Run, name: string): Metrics => published[`Queue ${name}`] ?? {};

describe("a queue of RQ's that nobody works off", () => {
  it("has its backlog and the age of its oldest job, alone and with the service's others", async () => {
    put("enrichment", "done", 3);
    put("ai_analysis", "done", 2);
    const { published, failed } = await run({ at: new Date(Date.now() + 100_000) });

    expect(failed).toBeNull();
    const aged = expect.closeTo(100, -1);
    const waiting = (Backlog: number) => ({ Backlog, OldestJobSeconds: aged, FailedJobs: 0 });
    expect(published).toEqual({
      "Queue enrichment": waiting(3),
      "Queue ai_analysis": waiting(2),
      "Service worker": { ...waiting(5), WorkersAlive: 0, BusyWorkers: 0 },
    });
  });

  it("is as old as its oldest job, whatever was put in front of that", async () => {
    put("enrichment", "done");
    const later = new Date(Date.now() + 500_000);
    await admin.hSet(`rq:job:${put("enrichment", "done", 1, { at_front: true })[0]}`, {
      enqueued_at: new Date(later.getTime() - 20_000).toISOString(),
    });

    expect(queue(await run({ at: later }), "enrichment").OldestJobSeconds).toBeCloseTo(500, -1);
  });

  it("is empty and nothing is old before anybody used it", async () => {
    const empty = { Backlog: 0, OldestJobSeconds: 0, FailedJobs: 0 };
    expect((await run()).published).toEqual({
      "Queue enrichment": empty,
      "Queue ai_analysis": empty,
      "Service worker": { ...empty, WorkersAlive: 0, BusyWorkers: 0 },
    });
  });

  it("costs as much with 10,000 jobs as with 1,000, and asks for nothing that reads all keys or a whole queue", async () => {
    const commands = async () => {
      await admin.sendCommand(["CONFIG", "RESETSTAT"]);
      await run();
      const stats = String(await admin.info("commandstats"));
      return Object.fromEntries(
        [...stats.matchAll(/cmdstat_(\w+(?:\|\w+)?):calls=(\d+)/g)].map(([, name = "", calls]) => [
          name,
          Number(calls),
        ]),
      );
    };
    put("enrichment", "done", 1_000);
    const few = await commands();
    put("enrichment", "done", 9_000);
    const many = await commands();

    expect((await run()).published["Queue enrichment"]).toMatchObject({ Backlog: 10_000 });
    expect(many).toEqual(few);
    expect(Object.keys(many).sort()).toEqual([
      "config|resetstat",
      "hello",
      "hmget",
      "llen",
      "lrange",
      "srandmember",
      "zrandmember",
      "zrange",
    ]);
    expect(many.hmget).toBe(100);
  });
});

describe("a worker", () => {
  it("is alive and idle, then busy with its task protected, then idle with its task let go", async () => {
    const tasks = ["10.0.1.7", "127.0.0.1"];
    const worker = new RqWorker(url, ["enrichment", "ai_analysis"]);
    await vi.waitFor(async () => expect(service(await run())).toMatchObject({ WorkersAlive: 1 }), 20_000);
    const idle = await run({ tasks, isProtected: [] });
    put("ai_analysis", "slow", 1, { args: [4] });
    await vi.waitFor(async () => expect(service(await run())).toMatchObject({ BusyWorkers: 1 }), 20_000);
    const busy = await run({ tasks, isProtected: ["10.0.1.7"] });
    const deploying = await run({ tasks, isProtected: ["127.0.0.1"], rollout: "IN_PROGRESS" });
    await vi.waitFor(async () => expect(service(await run())).toMatchObject({ BusyWorkers: 0 }), 20_000);
    const after = await run({ tasks, isProtected: ["127.0.0.1"] });
    await worker.stop();
    const stopped = await run({ tasks, isProtected: ["127.0.0.1"] });

    expect([service(idle), idle.protected]).toMatchObject([{ WorkersAlive: 1, BusyWorkers: 0 }, []]);
    expect(service(busy)).toMatchObject({ Backlog: 0, WorkersAlive: 1, BusyWorkers: 1 });
    // Fifty seconds and another sixty are two minutes, rounded up.
    expect(busy.protected).toEqual([
      { tasks: ["127.0.0.1"], minutes: 2 },
      { tasks: ["10.0.1.7"], minutes: null },
    ]);
    expect(deploying.protected).toEqual([{ tasks: ["127.0.0.1"], minutes: null }]);
    expect(after.protected).toEqual([{ tasks: ["127.0.0.1"], minutes: null }]);
    expect(service(stopped)).toMatchObject({ WorkersAlive: 0, BusyWorkers: 0 });
  });

  it("that is gone without a word is alive until RQ's own term for a heartbeat has passed", async () => {
    const worker = new RqWorker(url, ["enrichment", "ai_analysis"]);
    await vi.waitFor(async () => expect(service(await run())).toMatchObject({ WorkersAlive: 1 }), 20_000);
    await worker.stop("SIGKILL");
    const [key = ""] = await admin.sMembers("rq:workers:enrichment");
    const term = await admin.ttl(key);
    const before = service(await run());
    await admin.expire(key, 0);
    const after = service(await run());

    expect(term).toBeGreaterThan(0);
    expect(term).toBeLessThanOrEqual(480);
    expect([before.WorkersAlive, after.WorkersAlive]).toEqual([1, 0]);
    expect(await admin.sMembers("rq:workers:enrichment")).toEqual([key]);
  });

  it("whose task cannot be told keeps all tasks, for a job may run in any", async () => {
    await admin.sAdd("rq:workers:enrichment", ["rq:worker:one", "elsewhere"]);
    await admin.hSet("rq:worker:one", {
      last_heartbeat: new Date().toISOString(),
      state: "busy",
      ip_address: "unknown",
    });
    const { protected: asked, failed } = await run({
      tasks: ["10.0.1.7", "10.0.1.8"],
      isProtected: ["10.0.1.8"],
    });

    expect(failed).toBeNull();
    expect(asked).toEqual([{ tasks: ["10.0.1.7", "10.0.1.8"], minutes: 2 }]);
  });
});

describe("jobs that ended", () => {
  it("have a latency from when they were enqueued, in their minute alone", async () => {
    const [id] = put("enrichment", "slow", 1, { args: [1.5] });
    await workOff();
    const at = countedAt(await endedAt(id));
    const [before, counted, after] = [
      await run({ at: minuteLater(at, -1) }),
      await run({ at }),
      await run({ at: minuteLater(at) }),
    ];

    expect(service(counted).JobLatencySeconds).toBeGreaterThan(1.5);
    expect(service(counted).JobLatencySeconds).toBeLessThan(30);
    expect([before, after].map((one) => service(one).JobLatencySeconds)).toEqual([undefined, undefined]);
  });

  it("are found whatever the time for which each is kept", async () => {
    put("enrichment", "done", 1, { result_ttl: 86_400 });
    put("enrichment", "done", 1, { result_ttl: -1 });
    const [id] = put("ai_analysis", "slow", 1, { args: [1], result_ttl: 7_200 });
    await workOff();

    expect(service(await run({ at: countedAt(await endedAt(id)) })).JobLatencySeconds).toBeGreaterThan(1);
  });

  it("and failed are counted once each, with the queue's and the service's others", async () => {
    put("enrichment", "fails", 3);
    put("ai_analysis", "fails", 1, { failure_ttl: 3_600 });
    put("ai_analysis", "fails", 1, { failure_ttl: -1 });
    put("ai_analysis", "done");
    await workOff();
    const at = countedAt(Date.now());
    const runs: Run[] = [];
    for (const minutes of [-2, -1, 0, 1, 2]) runs.push(await run({ at: minuteLater(at, minutes) }));
    const failed = (of: (one: Run) => Metrics) => runs.map((one) => of(one).FailedJobs ?? 0);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

    expect(sum(failed(service))).toBe(5);
    expect(sum(failed((one) => queue(one, "enrichment")))).toBe(3);
    expect(sum(failed((one) => queue(one, "ai_analysis")))).toBe(2);
    expect(failed(service).slice(3)).toEqual([0, 0]);
    expect(await admin.zCard("rq:failed:enrichment")).toBe(3);
  });

  it("and failed are counted when their worker was killed, by when RQ noticed", async () => {
    const [id = ""] = put("enrichment", "slow", 1, { args: [1] });
    await workOff();
    // As RQ's own clean-up leaves a job that was abandoned (StartedJobRegistry.cleanup): it never ended.
    const noticed = Math.floor(Date.now() / 1000);
    await admin.hSet(`rq:job:${id}`, { ended_at: "", status: "failed" });
    await admin.zAdd("rq:failed:enrichment", { value: id, score: noticed + 31_536_000 });

    expect(service(await run({ at: countedAt(noticed * 1000) })).FailedJobs).toBe(1);
  });

  it("are left out of their latency above a number, in so many words", async () => {
    const now = Date.now();
    const at = countedAt(now);
    const entries = Array.from({ length: 10_001 }, (_, n) => ({
      value: `job-${n}`,
      score: Math.floor(now / 1000) + 500,
    }));
    await admin.zAdd("rq:finished:enrichment", entries);

    expect((await run({ at })).printed).toContain(
      "rq:finished:enrichment: more than 10000 jobs in a minute; the others are left out",
    );
  });
});

describe("a queue that is a list", () => {
  const at = (minutes: number) => new Date(1_800_000_000_000 + minutes * 60_000);
  const look = async (minutes: number) => {
    const { published, failed } = await run({ services: lists, at: at(minutes) });
    expect(failed).toBeNull();
    expect(published["Service mailer"]).toEqual(published["Queue celery"]);
    return [published["Queue celery"]?.Backlog, published["Queue celery"]?.OldestJobSeconds];
  };
  const fill = (...jobs: readonly (string | Buffer)[]) => admin.lPush("celery", [...jobs]);

  it("has its backlog, and an age that is at most a minute too young", async () => {
    expect(await look(0)).toEqual([0, 0]);
    await fill("a", Buffer.from([0xff, 0x00, 0x80]));
    expect(await look(1)).toEqual([2, 0]);
    await fill("c");
    expect(await look(2)).toEqual([3, 60]);
    expect(await look(5)).toEqual([3, 240]);
    await admin.rPop("celery");
    expect(await look(6)).toEqual([2, 300]);
    await admin.rPop("celery");
    // Only c is left, which was there at minute two.
    expect(await look(7)).toEqual([1, 300]);
    await fill("d");
    await admin.rPop("celery");
    expect(await look(8)).toEqual([1, 0]);
    await admin.rPop("celery");
    expect(await look(9)).toEqual([0, 0]);
  });

  it("leaves no copy of a job behind when it is empty, and none for ever", async () => {
    await fill("a");
    await look(1);
    expect(await admin.ttl("golive:queues:celery")).toBeGreaterThan(0);
    await admin.del("celery");
    await look(2);
    expect(await admin.keys("*")).toEqual([]);
  });

  it("looks no deeper than what was put since the last look", async () => {
    await admin.lPush(
      "celery",
      Array.from({ length: 50_000 }, (_, n) => `old-${n}`),
    );
    await look(1);
    await fill("new");
    await look(2);
    expect(JSON.parse(String(await admin.hGet("golive:queues:celery", "marks")))).toEqual([
      [at(1).getTime() / 1000, 1],
      [at(2).getTime() / 1000, 0],
    ]);
  });

  it("is read beside RQ's queues in the same cache", async () => {
    await fill("a");
    put("enrichment", "done");
    const { published } = await run({ services: { ...settings.services, ...lists } });

    expect(published["Service mailer"]).toEqual({ Backlog: 1, OldestJobSeconds: 0 });
    expect(published["Service worker"]).toMatchObject({ Backlog: 1, WorkersAlive: 0 });
  });
});

describe("what fails keeps nothing else from being done", () => {
  it("when ECS refuses, all is published, and the run fails with the words of ECS", async () => {
    put("enrichment", "done");
    const { published, failed, printed } = await run({ tasks: ["10.0.1.7"], refuses: "GetTaskProtection" });

    expect(published["Service worker"]).toMatchObject({ Backlog: 1, WorkersAlive: 0 });
    expect(failed).toBe(
      "the tasks of worker: AccessDeniedException: not authorized to perform ecs:GetTaskProtection",
    );
    expect(printed).toContain(failed);
  });

  it("when a queue's key is something else, its other queues and its workers are looked after", async () => {
    await admin.set("rq:queue:enrichment", "no list");
    put("ai_analysis", "done");
    const { published, failed } = await run();

    expect(Object.keys(published).sort()).toEqual(["Queue ai_analysis", "Service worker"]);
    expect(published["Service worker"]).toEqual({ WorkersAlive: 0, BusyWorkers: 0 });
    expect(failed).toBe("the queue enrichment: the cache refused: WRONGTYPE");
  });

  it("when a cache is not reached, those in other caches are counted", async () => {
    const elsewhere = { library: "rq" as const, queues: ["other"], longestSeconds: 1 };
    const { published, failed, printed } = await run({
      services: {
        ...settings.services,
        gone: { ...elsewhere, credentials: "QUEUE_MONITOR_GONE" },
        unfilled: { ...elsewhere, credentials: "QUEUE_MONITOR_UNFILLED" },
      },
    });

    expect(Object.keys(published).sort()).toEqual([
      "Queue ai_analysis",
      "Queue enrichment",
      "Service worker",
    ]);
    expect(failed?.split(" · ").sort()).toEqual([
      "QUEUE_MONITOR_GONE: the cache refused: ECONNREFUSED",
      "QUEUE_MONITOR_UNFILLED: it has no value yet",
    ]);
    expect(printed).not.toContain(password);
  });
});

describe("the user that looks at the queues", () => {
  const may = async (...command: string[]) =>
    String(await admin.sendCommand(["ACL", "DRYRUN", "monitor", ...command])) === "OK";

  it("changes nothing but its own marks, and reads nothing but queues", async () => {
    const denied = [
      ["SET", "rq:job:a", "x"],
      ["HSET", "rq:job:a", "status", "x"],
      ["DEL", "rq:queue:enrichment"],
      ["DEL", "celery"],
      ["EXPIRE", "celery", "0"],
      ["LPUSH", "celery", "x"],
      ["RPOP", "celery"],
      ["HSET", "golive:queues:another", "marks", "[]"],
      ["HMGET", "session:1", "user"],
      ["GET", "rq:job:a"],
      ["SMEMBERS", "rq:workers"],
      ["KEYS", "*"],
      ["SCAN", "0"],
      ["RANDOMKEY"],
      ["DBSIZE"],
      ["FLUSHALL"],
      ["EVAL", "return 1", "0"],
      ["PUBLISH", "rq:pubsub:a", "x"],
      ["CLIENT", "LIST"],
      ["CONFIG", "GET", "*"],
      ["ACL", "WHOAMI"],
    ];
    const allowed: string[][] = [];
    for (const command of denied) if (await may(...command)) allowed.push(command);

    expect(allowed).toEqual([]);
    expect(await may("HSET", "golive:queues:celery", "marks", "[]")).toBe(true);
    expect(await may("LLEN", "rq:queue:enrichment")).toBe(true);
  });

  it("may be tried as the rotation of its password tries it", async () => {
    await expect(probeRedis(address("monitor", redis.port))).resolves.toBeUndefined();
  });
});

describe("as Lambda runs it", () => {
  it("trusts the authorities that its environment names, and prints no credential", async () => {
    put("enrichment", "done");
    await using fake = await aws({});
    const invoked = await Invoked.start("queues", settings, {
      AWS_ENDPOINT_URL: fake.client.endpoint,
      AWS_REGION: fake.client.region,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      NODE_EXTRA_CA_CERTS: redis.certificate.certificateFile,
    });
    const answer = await invoked.ask({ time: "2026-03-01T10:07:00Z" });
    await invoked.stop();

    expect(answer).toEqual({});
    expect(read(invoked.printed)["Service worker"]).toMatchObject({ Backlog: 1, WorkersAlive: 0 });
    expect(invoked.printed).not.toContain(password);
  });
});
