import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

/** As Lambda's runtime: one handler, events one after another, and an error printed with all that hangs on it. */
const runtime = `
  import { inspect } from "node:util";
  const { handler } = await import(process.argv[1]);
  process.on("message", async ({ event }) => {
    try {
      process.send({ answer: await handler(event) });
    } catch (error) {
      console.error(inspect(error, { depth: 9, showHidden: true }));
      process.send({ error: error.message });
    }
  });
  process.send({ ready: true });
`;

export type Answered = { readonly answer: unknown } | { readonly error: string };

/** A function in a process of its own, whose environment says everything, as in Lambda. */
export class Invoked {
  readonly #folder = mkdtempSync(join(tmpdir(), "golive-function-"));
  readonly #child;
  readonly #gone: Promise<never>;
  #printed = "";

  private constructor(folder: string, settings: unknown, env: Readonly<Record<string, string>>) {
    writeFileSync(join(this.#folder, "settings.json"), JSON.stringify(settings));
    this.#child = spawn(
      process.execPath,
      ["--input-type=module", "--eval", runtime, "--", join(root, "functions", folder, "index.ts")],
      {
        env: { ...env, PATH: process.env.PATH, LAMBDA_TASK_ROOT: this.#folder },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    this.#gone = once(this.#child, "exit").then(() =>
      Promise.reject(new Error(`the function's process ended:\n${this.#printed}`)),
    );
    // Ending is wrong only while an answer is waited for.
    this.#gone.catch(() => {});
    const keep = (part: Buffer) => {
      this.#printed += part.toString("utf8");
    };
    this.#child.stdout?.on("data", keep);
    this.#child.stderr?.on("data", keep);
  }

  static async start(
    folder: string,
    settings: unknown,
    env: Readonly<Record<string, string>>,
  ): Promise<Invoked> {
    const invoked = new Invoked(folder, settings, env);
    await invoked.#message();
    return invoked;
  }

  async ask(event: unknown): Promise<Answered> {
    const answered = this.#message();
    this.#child.send({ event });
    return await answered;
  }

  /** Everything it printed, on both streams. */
  get printed(): string {
    return this.#printed;
  }

  async #message(): Promise<Answered> {
    const [message] = await Promise.race([once(this.#child, "message"), this.#gone]);
    return message;
  }

  async stop(): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill();
    await gone;
  }
}
