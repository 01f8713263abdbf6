import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { queuesNamespace } from "../../components/run/queue-scaling.ts";
import type { Settings } from "../../functions/queues/settings.ts";
import { FakeAws } from "../functions/fake-aws.ts";
import { place } from "../platform/stores.ts";
import { Invoked } from "./invoke.ts";
import { keyOf, published, publishedIn } from "./published.ts";
import { connected, Redis } from "./redis.ts";
import { pythonWithRq } from "./rq.ts";
import { until } from "./until.ts";
import { WorkerFleet } from "./worker-fleet.ts";

export const queues = ["enrichment", "ai_analysis"] as const;
const user = { username: "app", password: "the-workers-and-the-monitor-of-this-test" };

interface Parts {
  readonly redis: Redis;
  readonly client: Awaited<ReturnType<typeof connected>>;
  readonly producer: ChildProcessWithoutNullStreams;
  readonly fleet: WorkerFleet;
  readonly aws: FakeAws;
  readonly monitor: Invoked;
}

/** A service of RQ workers with all that it needs, and what looks after it: nothing of it is pretended but ECS and the secret. */
export class Workers {
  readonly #parts: Parts;
  #put = 0;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  static async start(limits: {
    readonly longestSeconds: number;
    readonly stopSeconds: number;
    readonly minuteMs: number;
  }): Promise<Workers> {
    const redis = await Redis.start();
    await redis.accept(user.username, [user.password]);
    const address = `rediss://${user.username}:${user.password}@localhost:${redis.port}/0`;
    const url = `${address}?ssl_ca_certs=${encodeURIComponent(redis.certificate.certificateFile)}`;
    const env = {
      PATH: process.env.PATH,
      LANG: "C.UTF-8",
      REDIS_URL: url,
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONWARNINGS: "ignore",
    };
    const python = pythonWithRq();
    const options = ["--path", import.meta.dirname, "--worker-class", "burst_jobs.TaskWorker", "--quiet"];
    const fleet = new WorkerFleet({
      command: [python, "-m", "rq.cli", "worker", ...queues, "--url", url, ...options],
      env,
      ...limits,
    });
    const aws = await FakeAws.start({
      ...fleet.answers,
      GetSecretValue: () => ({ SecretString: address, VersionId: "v", CreatedDate: 0 }),
    });
    const { longestSeconds } = limits;
    const credentials = "QUEUE_MONITOR_JOBS";
    const settings: Settings = {
      prefix: place.prefix,
      namespace: queuesNamespace(place),
      cluster: place.prefix,
      services: { worker: { library: "rq", credentials, queues: [...queues], longestSeconds } },
    };
    const monitor = await Invoked.start("queues", settings, {
      AWS_ENDPOINT_URL: aws.client.endpoint,
      AWS_REGION: aws.client.region,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      NODE_EXTRA_CA_CERTS: redis.certificate.certificateFile,
    });
    const producer = spawn(python, ["burst_jobs.py"], { cwd: import.meta.dirname, env });
    const client = await connected(user, redis.port, redis.certificate);
    return new Workers({ redis, client, producer, fleet, aws, monitor });
  }

  get fleet(): WorkerFleet {
    return this.#parts.fleet;
  }

  /** How many jobs were put into the queues. */
  get put(): number {
    return this.#put;
  }

  async enqueue(queue: (typeof queues)[number], count: number, seconds: number): Promise<void> {
    const answered = once(this.#parts.producer.stdout, "data");
    this.#parts.producer.stdin.write(`${JSON.stringify({ queue, first: this.#put, count, seconds })}\n`);
    this.#put += count;
    await answered;
  }

  /** What the function publishes when it is invoked now. */
  async look(event: object = {}): Promise<ReadonlyMap<string, number>> {
    const from = this.#parts.monitor.printed.length;
    const answered = await this.#parts.monitor.ask(event);
    if ("error" in answered) throw new Error(answered.error);
    const metrics = () => publishedIn(this.#parts.monitor.printed.slice(from));
    const last = keyOf(published("WorkersAlive"));
    await until("the last line is there", async () => metrics().has(last));
    return metrics();
  }

  /** Addresses of the tasks that have a job in hand. */
  async busy(): Promise<readonly string[]> {
    const keys = await this.#parts.client.sMembers("rq:workers");
    const workers = await Promise.all(
      keys.map((key) => this.#parts.client.hmGet(key, ["state", "ip_address"])),
    );
    return workers.flatMap(([state, address]) => (state === "busy" ? (address?.split(":")[0] ?? []) : []));
  }

  async alive(): Promise<number> {
    return await this.#parts.client.sCard("rq:workers");
  }

  /** How many jobs ended, by their own account. */
  async ended(): Promise<number> {
    return await this.#parts.client.hLen("burst:finished");
  }

  /** How often each job began or ended, by their own account: as often, so many jobs did. */
  async counted(what: "started" | "finished"): Promise<Readonly<Record<string, number>>> {
    const times = Map.groupBy(await this.#parts.client.hVals(`burst:${what}`), (value) => value);
    return Object.fromEntries([...times].map(([value, all]) => [value, all.length]));
  }

  /** Jobs that RQ holds for failed, or for begun and not ended. */
  async unfinished(): Promise<number> {
    const registries = queues.flatMap((queue) => [`rq:failed:${queue}`, `rq:wip:${queue}`]);
    const sizes = await Promise.all(registries.map((key) => this.#parts.client.zCard(key)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  async stop(): Promise<void> {
    await this.fleet.stop();
    await this.#parts.monitor.stop();
    this.#parts.producer.kill();
    this.#parts.client.destroy();
    await this.#parts.aws[Symbol.asyncDispose]();
    await this.#parts.redis.stop();
  }
}
