import { spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { AwsFailed } from "../errors.ts";

export interface LocalRun {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly timeoutMinutes: number;
  line(text: string): void;
}

export interface LocalEnd {
  readonly code: number;
  /** How it ended, for people. */
  readonly says: string;
}

/** From SIGTERM to SIGKILL, as ECS does it. */
const graceMs = 10_000;

/** Runs a command of the product's on this machine, with all that it starts; what stops us stops it. */
export async function runLocally(command: readonly string[], run: LocalRun): Promise<LocalEnd> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd: run.cwd,
    env: run.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a group of its own, so that what a script has started ends with it
  });
  const lines = [child.stdout, child.stderr].map((stream) => tell(stream, run.line));
  const ended = new Promise<LocalEnd>((resolve, reject) => {
    child.once("error", ({ message }) => reject(new AwsFailed(`cannot start ${program}: ${message}`)));
    child.once("close", (code, signal) => resolve(end(code, signal)));
  });
  let why: string | undefined;
  const stop = (because: string) => {
    why ??= because;
    kill(child.pid, "SIGTERM");
    void pause(graceMs, undefined, { ref: false }).then(() => kill(child.pid, "SIGKILL"));
  };
  const interrupted = () => stop("it was stopped, as you asked");
  const late = setTimeout(
    () => stop("it took longer than it may, and was stopped"),
    run.timeoutMinutes * 60_000,
  );
  run.signal.addEventListener("abort", interrupted, { once: true });
  if (run.signal.aborted) interrupted();
  try {
    const { code, says } = await ended;
    await Promise.all(lines);
    return why === undefined ? { code, says } : { code: code || 1, says: `${why} (${says})` };
  } finally {
    clearTimeout(late);
    run.signal.removeEventListener("abort", interrupted);
  }
}

const end = (code: number | null, signal: NodeJS.Signals | null): LocalEnd =>
  code === null
    ? { code: 128 + (signal ? constants.signals[signal] : 0), says: `it ended by ${signal}` }
    : { code, says: `it ended with exit code ${code}` };

function kill(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // it has ended
  }
}

async function tell(stream: Readable, line: (text: string) => void): Promise<void> {
  for await (const text of createInterface({ input: stream })) line(text);
}
