import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { totalmem } from "node:os";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** What the engine tells a pack about the update, in its environment. */
export interface PackContext {
  readonly stack: string;
  readonly project: string;
  /** `PULUMI_CONFIG`: the whole configuration, structures as JSON text. */
  readonly config: string;
}

/** What Node may take of the machine's memory, MiB: by default it stops at 4 GiB, which a thousand services need. */
const most = Math.floor(
  (0.6 * Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)) / 2 ** 20,
);

/** For a process that lives a second or two: V8 else lets its young space grow by 100 MB that nothing needs. */
export const heap: string[] = [
  "--min-semi-space-size=16",
  "--max-semi-space-size=16",
  `--max-old-space-size=${most}`,
];

const preload = pathToFileURL(`${import.meta.dirname}/pack-preload.ts`).href;

/** The pack itself broke: nothing has been judged. */
export class PackFailed extends Error {
  override readonly name = "PackFailed";
}

/**
 * A policy pack's process: it prints the port it listens on, and lives until it is stopped. It loads what it needs at
 * once, and begins when it has been told what it judges: the engine starts packs with that in their environment.
 */
export class PackProcess {
  readonly #child: ChildProcess;
  /** Resolves with the port. @throws PackFailed when the pack ends or stays silent. */
  readonly port: Promise<string>;
  /** Rejects when the process ends; every call races it, so a crash is never a wait. */
  readonly died: Promise<never>;

  /** @param folder the pack's; its `index.js` is run by this process's own Node: the engine's launcher takes half a second more. */
  constructor(folder: string, within = 30_000) {
    this.#child = spawn(process.execPath, [...heap, "--import", preload, "index.js"], {
      cwd: folder,
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#child.stdin?.on("error", () => {}); // it has ended: `died` says why
    this.died = ending(this.#child);
    this.port = Promise.race([portOf(this.#child), this.died, silence(within)]);
    for (const promise of [this.died, this.port]) promise.catch(() => {}); // whoever waits is told
  }

  begin({ stack, project, config }: PackContext): void {
    const environment = {
      PULUMI_NODEJS_STACK: stack,
      PULUMI_NODEJS_PROJECT: project,
      PULUMI_STACK: stack,
      PULUMI_PROJECT: project,
      PULUMI_CONFIG: config,
    };
    this.#child.stdin?.write(`${JSON.stringify(environment)}\n`);
  }

  /** Ends it, and lets this process end before it has: it writes down what it compiled, for the next start. */
  stop(): void {
    this.#child.kill("SIGTERM");
    this.#child.unref();
    for (const pipe of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) pipe?.destroy();
  }
}

function ending(child: ChildProcess): Promise<never> {
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  return new Promise((_, reject) => {
    child.once("error", (error) => reject(new PackFailed(`the policy pack did not start: ${error.message}`)));
    child.once("close", (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      reject(
        new PackFailed(`the policy pack ended (${how})${complaints === "" ? "" : `:\n${complaints.trim()}`}`),
      );
    });
  });
}

async function portOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new PackFailed("the policy pack has no standard output");
  for await (const line of createInterface({ input: child.stdout }))
    if (/^\d+$/.test(line.trim())) return line.trim();
  return new Promise(() => {}); // it ended without a port: `died` says why
}

/** The second wait lets an answer through that came while a large program kept this process from reading it. */
async function silence(within: number): Promise<never> {
  await setTimeout(within, undefined, { ref: false });
  await setTimeout(1000, undefined, { ref: false });
  throw new PackFailed(`the policy pack did not answer within ${within / 1000} s`);
}
