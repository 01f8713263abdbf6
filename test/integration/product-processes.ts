import { readFileSync, statSync, writeFileSync } from "node:fs";
import { apiFolder } from "./product-python.ts";
import { Server } from "./server.ts";

/** What `FAULTS` may name: examples/product/api/product/faults.py. */
export type Fault =
  | "slow"
  | "errors"
  | "auth-open"
  | "tenant-leak"
  | "pii-in-logs"
  | "cors-wide"
  | "no-429"
  | "migration-fails"
  | "worker-stuck"
  | "ghost-route"
  | "secret-default";

type Env = Readonly<Record<string, string>>;

/** What serves and what works: the sample product's two processes, which may begin anew with other faults. */
export class Processes {
  /** One line for each request and job, of all that ever ran. */
  readonly log: string;
  readonly api: string;
  /** Where the API's numbers are, for Prometheus. */
  readonly metrics: string;
  readonly #python: string;
  readonly #sound: Env;
  #faults: readonly Fault[] = [];
  #running: readonly Server[] = [];

  private constructor(python: string, sound: Env, log: string) {
    this.#python = python;
    this.#sound = sound;
    this.log = log;
    this.api = `http://${sound.HOST}:${sound.PORT}`;
    this.metrics = `http://${sound.HOST}:${sound.METRICS_PORT}/metrics`;
  }

  static async start(python: string, sound: Env, log: string, faults: readonly Fault[]): Promise<Processes> {
    writeFileSync(log, "");
    const processes = new Processes(python, sound, log);
    await processes.begin(faults);
    return processes;
  }

  get env(): Env {
    return { ...this.#sound, ...(this.#faults.length > 0 && { FAULTS: this.#faults.join(",") }) };
  }

  async begin(faults: readonly Fault[]): Promise<void> {
    this.#faults = faults;
    const before = statSync(this.log).size;
    const begin = (module: string, ready: () => Promise<boolean>) =>
      Server.start([this.#python, "-m", module], ready, 120_000, {
        cwd: apiFolder,
        env: this.env,
        log: this.log,
      });
    const begun = await Promise.allSettled([
      begin("product.worker", async () =>
        /the worker (begins|holds still)/.test(readFileSync(this.log).subarray(before).toString("utf8")),
      ),
      begin("product", async () => (await fetch(`${this.api}/health`)).ok),
    ]);
    this.#running = begun.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const failed = begun.find(({ status }) => status === "rejected");
    if (failed?.status !== "rejected") return;
    await this.stop();
    throw failed.reason;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((one) => one.stop()));
  }
}
