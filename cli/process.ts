import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { constants as os } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { DependencyFailed } from "../readiness/errors.ts";
import { root } from "./root.ts";

/** The environment for tools: this very Node and the project's own binaries come first, whatever the system has. */
export function toolEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(
    delimiter,
  );
  return { ...process.env, ...extra, PATH: path };
}

/** The first executable of that name on PATH. */
export function onPath(name: string, path = process.env.PATH ?? ""): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export interface Ended {
  readonly code: number;
  /** What it printed, where that was asked for. */
  readonly output: string;
}

/** Runs a tool in the project's root; interrupts reach it first, and we end when it has. */
export function runTool(
  command: string,
  args: readonly string[],
  { capture = false, env = toolEnvironment() }: { capture?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: capture ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    const parts: Buffer[] = [];
    child.stdout?.on("data", (part: Buffer) => parts.push(part));
    child.stderr?.on("data", (part: Buffer) => parts.push(part));

    // A terminal sends Ctrl-C to the whole group: waiting for the child lets it clean up. Others are passed on.
    const ignore = () => {};
    const passOn = (signal: NodeJS.Signals) => void child.kill(signal);
    process.on("SIGINT", ignore).on("SIGTERM", passOn).on("SIGHUP", passOn);
    const done = () => process.off("SIGINT", ignore).off("SIGTERM", passOn).off("SIGHUP", passOn);

    child.once("error", (error) => {
      done();
      reject(new DependencyFailed(`cannot start ${command}: ${error.message}`));
    });
    child.once("close", (code, signal) => {
      done();
      resolve({
        code: code ?? 128 + (signal ? os.signals[signal] : 0),
        output: Buffer.concat(parts).toString("utf8"),
      });
    });
  });
}
