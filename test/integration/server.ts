import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { listening } from "../listening.ts";

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, "close");
  return port;
}

const running = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** One server process of a test, and the end of it: by its own id, and also when the test process ends without saying so. */
export class Server {
  readonly #child: ChildProcess;
  readonly #reap: () => void;
  #printed = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#reap = () => void child.kill("SIGKILL");
    process.once("exit", this.#reap);
    const keep = (part: Buffer) => {
      this.#printed += part.toString("utf8");
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
  }

  /** Starts it and waits until it answers, or says what it printed instead. */
  static async start(
    [program, ...args]: readonly [string, ...string[]],
    ready: () => Promise<boolean>,
    withinMs = 30_000,
  ): Promise<Server> {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    const failed = once(child, "error").then(([error]) => Promise.reject(error));
    const server = new Server(child);
    try {
      await Promise.race([failed, server.#until(ready, withinMs, program)]);
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async #until(ready: () => Promise<boolean>, withinMs: number, program: string): Promise<void> {
    const end = Date.now() + withinMs;
    while (running(this.#child) && Date.now() < end) {
      if (await ready().catch(() => false)) return;
      await pause(50);
    }
    throw new Error(`${program} did not come up:\n${this.#printed.slice(-2_000)}`);
  }

  /** Everything it printed so far. */
  get printed(): string {
    return this.#printed;
  }

  async stop(): Promise<void> {
    process.off("exit", this.#reap);
    if (this.#child.pid === undefined || !running(this.#child)) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const late = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
    await gone;
    clearTimeout(late);
  }
}
