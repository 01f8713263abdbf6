import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Below what a system gives to whoever asks for any port, be it to listen or to call. */
const ports = [15_000, 32_000] as const;

/**
 * A port of 127.0.0.1 that nobody listens on, and that no other test is told of before our server listens there: the UDP
 * port of that number is held for as long as this process lives. Else a server that lost its port to another of its kind
 * would seem to answer until that one ends.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...ports);
    if ((await held(port)) && (await free(port))) return port;
  }
}

async function held(port: number): Promise<boolean> {
  const socket = createSocket("udp4").unref();
  socket.bind(port, "127.0.0.1");
  return once(socket, "listening").then(
    () => true,
    () => false,
  );
}

async function free(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}

/** What a server is given beside its arguments. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A file to which everything it prints is added. */
  readonly log?: string;
}

/** Those that still run: one listener ends them all. */
const living = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

const running = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** One server process of a test, and the end of it: by its own id, and also when the test process ends without saying so. */
export class Server {
  readonly #child: ChildProcess;
  #printed = "";

  private constructor(child: ChildProcess, log: string | undefined) {
    this.#child = child;
    living.add(child);
    const keep = (part: Buffer) => {
      this.#printed += part.toString("utf8");
      if (log !== undefined) appendFileSync(log, part);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
  }

  /** Starts it and waits until it answers, or says what it printed instead. */
  static async start(
    [program, ...args]: readonly [string, ...string[]],
    ready: () => Promise<boolean>,
    withinMs = 30_000,
    { log, ...around }: Surroundings = {},
  ): Promise<Server> {
    const child = spawn(program, args, { ...around, stdio: ["ignore", "pipe", "pipe"] });
    const failed = once(child, "error").then(([error]) => Promise.reject(error));
    const server = new Server(child, log);
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
    living.delete(this.#child);
    if (this.#child.pid === undefined || !running(this.#child)) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const late = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
    await gone;
    clearTimeout(late);
  }
}
