import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DependencyFailed, InputMistakes } from "../readiness/errors.ts";
import type { ExitCode } from "./exit.ts";
import { exitCodes } from "./exit.ts";
import { onPath, runTool, toolEnvironment } from "./process.ts";
import { argumentMistakes, refusedEnvironment } from "./pulumi-arguments.ts";
import { root } from "./root.ts";
import { chooseStacks } from "./stacks.ts";

/** The official npm wrapper of the Pulumi CLI, for machines that have none; its version is the CLI's. */
const wrapper = "pulumi@3.265.0";

/** Relative to the project, where the engine is started. */
const pack = "policy";

export interface Ran {
  readonly code: ExitCode;
  /** What it printed, where that was not shown. */
  readonly output: string;
  /** Its own account, one JSON object a line; empty where it ended before it began. */
  readonly events: string;
}

/** Runs the real engine on one stack of this project, the policy pack always on. */
export async function runEngine(
  command: "preview" | "up",
  stack: string,
  args: readonly string[],
  { capture = false }: { readonly capture?: boolean } = {},
): Promise<Ran> {
  refuseArguments(stack, args);
  const { program, first } = engine();
  const folder = mkdtempSync(join(tmpdir(), "golive-"));
  try {
    const log = join(folder, "events.json");
    const packs = [pack, ...otherPacks()].flatMap((path) => ["--policy-pack", path]);
    const words = [command, "--stack", stack, ...packs, "--event-log", log, ...args];
    const { code, output } = await runTool(program, [...first, ...words], { capture, env: environment() });
    const events = told(log);
    return { code: meaning(code, refusedByPack(events)), output, events };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws InputMistakes where there is no such stack, or an argument would take the judgement away */
export function refuseArguments(stack: string, args: readonly string[]): void {
  chooseStacks(root, [stack]);
  const mistakes = argumentMistakes(args);
  if (mistakes.length > 0) throw new InputMistakes(mistakes);
}

function engine(): { readonly program: string; readonly first: readonly string[] } {
  const installed = onPath("pulumi");
  if (installed) return { program: installed, first: [] };
  const npx = onPath("npx");
  if (!npx)
    throw new DependencyFailed(
      "neither pulumi nor npx is on PATH: install the Pulumi CLI, https://www.pulumi.com/docs/install/",
    );
  process.stderr.write(`golive: no pulumi on PATH; using npx ${wrapper}, which downloads the official CLI\n`);
  return { program: npx, first: ["--yes", wrapper] };
}

/** Packs that the environment asks for beside ours, which the engine would otherwise load twice. */
function otherPacks(): string[] {
  const asked = (process.env.PULUMI_OPTION_POLICY_PACK ?? "").split(",").filter((path) => path !== "");
  return asked.filter((path) => resolve(root, path) !== resolve(root, pack));
}

/** `--event-log` is a debugging option of the CLI: the only place where it tells a refusal from any other failure. */
function environment(): NodeJS.ProcessEnv {
  const env = toolEnvironment({ PULUMI_DEBUG_COMMANDS: "true" });
  for (const name of [...refusedEnvironment, "PULUMI_OPTION_POLICY_PACK"]) delete env[name];
  return env;
}

function told(log: string): string {
  try {
    return readFileSync(log, "utf8");
  } catch {
    return ""; // the engine ended before its first event
  }
}

/** True where a mandatory rule of a pack has spoken. */
const refusedByPack = (events: string): boolean =>
  /"policyEvent":\{[^\n]*"enforcementLevel":"mandatory"/.test(events);

/** The engine's exit codes (https://www.pulumi.com/docs/iac/cli/exit-codes/) in the words of ours. */
export function meaning(code: number, refused: boolean): ExitCode {
  if (code === 0) return exitCodes.ready;
  if (refused || code === 5 || code === 7) return exitCodes.notReady; // 5: policy violation, 7: changes that were not expected
  return code === 2 || code === 6 ? exitCodes.inputWrong : exitCodes.dependencyFailed; // 6: no such stack
}
