import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

const here = import.meta.dirname;
export const repository = join(here, "../..");

/** Whether the real CLI can be had at all; without it there is nothing to test here. */
export const installed = spawnSync("pulumi", ["version"], { env: environment() }).status === 0;

/** What one call of the CLI came to. */
export interface Outcome {
  readonly code: number;
  /** All that it printed. */
  readonly text: string;
  /** What it says of how it went, for a failing test's message: no progress, no plugin warnings. */
  readonly why: string;
  readonly events: readonly EngineEvent[];
}

/** The engine's own account of a run; the parts of its JSON that the tests read. */
export interface EngineEvent {
  readonly diagnosticEvent?: { readonly message: string; readonly severity: string; readonly urn?: string };
  readonly policyEvent?: {
    readonly resourceUrn: string;
    readonly message: string;
    readonly policyName: string;
    readonly enforcementLevel: "mandatory" | "advisory";
  };
  readonly resourcePreEvent?: {
    readonly metadata: { readonly op: string; readonly urn: string; readonly type: string };
    readonly planning?: boolean;
  };
}

/** Runs `pulumi …` in a project's folder, with everything the engine keeps beside it. */
export async function pulumi(home: string, args: readonly string[]): Promise<Outcome> {
  const log = join(home, `events-${process.hrtime.bigint()}.jsonl`);
  const logged = ["preview", "up", "refresh", "destroy"].includes(args[0] ?? "") ? ["--event-log", log] : [];
  const child = spawn("pulumi", [...args, "--non-interactive", "--color=never", ...logged], {
    cwd: join(home, "project"),
    env: environment(home),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve(status ?? -1));
  });
  return { code, text, why: why(text), events: logged.length > 0 ? lines<EngineEvent>(log) : [] };
}

const why = (text: string): string =>
  text
    .slice(Math.max(0, text.search(/^(Policies|Diagnostics):/m)))
    .split("\n")
    .filter((line) => !line.includes("warning: using pulumi-resource-"))
    .join("\n");

/**
 * Nothing of the developer's own Pulumi or AWS settings; the stand-in providers and the project's Node before all else on
 * PATH; the event log, which the CLI offers only to its own developers.
 */
function environment(home?: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(PULUMI|AWS|NODE_OPTIONS|VITEST)/.test(name));
  const path = [join(here, "bin"), join(repository, "node_modules/.bin"), process.env.PATH].join(delimiter);
  const common = { ...Object.fromEntries(own), PATH: path, PULUMI_SKIP_UPDATE_CHECK: "true" };
  if (!home) return common;
  for (const folder of ["backend", "pulumi"]) mkdirSync(join(home, folder), { recursive: true });
  return {
    ...common,
    PULUMI_HOME: join(home, "pulumi"),
    PULUMI_BACKEND_URL: `file://${join(home, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "engine tests",
    PULUMI_DEBUG_COMMANDS: "true",
    // The state is written once, at the end of a run: hundreds of times the whole of it is most of a test's time.
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
    GOLIVE_ENGINE_JOURNAL: join(home, "journal.jsonl"),
  };
}

/** A file of JSON lines; a file that was never written holds none. */
export function lines<T>(file: string): T[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line): T => JSON.parse(line));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
