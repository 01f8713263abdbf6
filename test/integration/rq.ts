import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "../../cli/process.ts";

/** The version that the tests are written for, where they install it themselves. */
const version = "2.12.0";
const folder = join(tmpdir(), `golive-rq-${version}`);
const pythonIn = (environment: string): string => join(environment, "bin", "python");

/** A Python that has RQ: RQ_PYTHON, the one of an `rq` on PATH, or one of our own, which is made once and kept. */
export function pythonWithRq({ RQ_PYTHON, PATH = "" }: NodeJS.ProcessEnv = process.env): string {
  if (RQ_PYTHON !== undefined) return RQ_PYTHON;
  const rq = onPath("rq", PATH);
  const [, interpreter] = (rq && /^#!(\S*python\S*)\n/.exec(readFileSync(rq, "utf8"))) || [];
  if (interpreter !== undefined && existsSync(interpreter)) return interpreter;
  if (!existsSync(pythonIn(folder))) install();
  return pythonIn(folder);
}

/** In one step, so that nobody finds half of it; what another process made in the meantime is as good. */
function install(): void {
  const fresh = `${folder}.${process.pid}`;
  try {
    const within = { stdio: "pipe", timeout: 120_000 } as const;
    execFileSync("python3", ["-m", "venv", fresh], within);
    execFileSync(pythonIn(fresh), ["-m", "pip", "install", "--quiet", `rq==${version}`], within);
    renameSync(fresh, folder);
  } catch (error) {
    if (existsSync(pythonIn(folder))) return;
    throw new Error(
      "RQ is missing and was not to be had: pip install rq, or RQ_PYTHON=/path/to/a/python that has it",
      { cause: error },
    );
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Nothing is left beside the sources. */
const env = { PATH: process.env.PATH, LANG: "C.UTF-8", PYTHONDONTWRITEBYTECODE: "1" };

/** The options of `Queue.enqueue` that the tests use. */
export interface Enqueued {
  readonly args?: readonly unknown[];
  readonly at_front?: boolean;
  readonly failure_ttl?: number;
  readonly result_ttl?: number;
}

/** Enqueues as an application does it, with RQ's own client; answers the jobs' ids. */
export function enqueue(
  url: string,
  queue: string,
  job: "done" | "slow" | "fails",
  count = 1,
  options: Enqueued = {},
): readonly string[] {
  const args = [join(import.meta.dirname, "jobs.py"), queue, job, String(count), JSON.stringify(options)];
  const ids: unknown = JSON.parse(
    execFileSync(pythonWithRq(), args, { env, input: url, encoding: "utf8", timeout: 60_000 }),
  );
  if (!Array.isArray(ids)) throw new Error("RQ answered no ids");
  return ids.map(String);
}

/** `rq worker enrichment ai_analysis --url …`, in a process of its own. */
export class RqWorker {
  readonly #child: ChildProcess;
  readonly #reap: () => void;
  #printed = "";

  constructor(url: string, queues: readonly string[], options: readonly string[] = []) {
    this.#child = spawn(
      pythonWithRq(),
      ["-m", "rq.cli", "worker", ...queues, "--url", url, "--path", import.meta.dirname, ...options],
      { stdio: ["ignore", "pipe", "pipe"], env },
    );
    this.#reap = () => void this.#child.kill("SIGKILL");
    process.once("exit", this.#reap);
    const keep = (part: Buffer) => {
      this.#printed += part.toString("utf8");
    };
    this.#child.stdout?.on("data", keep);
    this.#child.stderr?.on("data", keep);
  }

  /** Everything it printed so far. */
  get printed(): string {
    return this.#printed;
  }

  /** Until it has ended by itself, as a worker told to `--burst` does. */
  async ended(): Promise<void> {
    if (this.#running) await once(this.#child, "exit");
    process.off("exit", this.#reap);
  }

  /** As ECS stops a task, or as a machine that is gone. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    if (this.#running) this.#child.kill(signal);
    await this.ended();
  }

  get #running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
}
