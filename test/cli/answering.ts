import { join } from "node:path";
import { format } from "node:util";
import { vi } from "vitest";
import { answer } from "../../cli/answer.ts";
import { root } from "../config/writing.ts";
import { type Ended, inherited, nobody } from "./running.ts";

let before: Promise<unknown> = Promise.resolve();

/**
 * What the command line answers, asked in this process: all of it but the start. `running` is for what only a process of
 * its own shows: signals, pipes, that it ends. One at a time, for words, environment and exit code are the process's.
 */
export function answering(args: readonly string[], env: NodeJS.ProcessEnv = nobody): Promise<Ended> {
  const ended = before.then(() => alone(args, env));
  before = ended.catch(() => {});
  return ended;
}

async function alone(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const { argv, env: own, exitCode } = process;
  const said = { stdout: "", stderr: "" };
  const heard = (stream: keyof typeof said, part: string | Uint8Array): true => {
    said[stream] += typeof part === "string" ? part : Buffer.from(part).toString("utf8");
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((part) => heard("stdout", part)),
    vi.spyOn(process.stderr, "write").mockImplementation((part) => heard("stderr", part)),
    vi.spyOn(console, "log").mockImplementation((...parts) => void heard("stdout", `${format(...parts)}\n`)),
    vi
      .spyOn(console, "error")
      .mockImplementation((...parts) => void heard("stderr", `${format(...parts)}\n`)),
  ];
  process.argv = [process.execPath, join(root, "cli/golive.ts"), ...args];
  process.env = { ...inherited(), ...env };
  process.exitCode = undefined;
  try {
    await answer(args);
    return { status: Number(process.exitCode ?? 0), ...said };
  } finally {
    Object.assign(process, { argv, env: own });
    process.exitCode = exitCode;
    for (const spy of spies) spy.mockRestore();
  }
}
