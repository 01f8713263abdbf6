import { spawn } from "node:child_process";
import { canMeasureMemory, type Memory, watchMemory } from "./process-tree.ts";

/** A command to measure. */
export interface Subject {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes that count as done; a gate that says "not ready" has done its work. Default: only 0. */
  readonly codes?: readonly number[];
}

/** Medians over all runs. */
export interface Cost {
  readonly milliseconds: number;
  /** Undefined where the system does not tell. */
  readonly memory: Memory | undefined;
}

export interface Rounds {
  readonly time: number;
  readonly memory: number;
}

/**
 * Measures commands against each other: each round runs every one of them once, so that a slow minute of the machine hits
 * all alike. Time and memory have rounds of their own, because sampling costs time; one unmeasured round comes first.
 */
export async function compare<Name extends string>(
  subjects: readonly (Subject & { readonly name: Name })[],
  rounds: Rounds = { time: 7, memory: 3 },
): Promise<Record<Name, Cost>> {
  for (const subject of subjects) await run(subject);
  const times = await alternate(subjects, rounds.time, async (subject) => (await run(subject)).milliseconds);
  const memories = await alternate(
    subjects,
    canMeasureMemory ? rounds.memory : 0,
    async (subject) => (await run(subject, true)).memory,
  );
  return Object.fromEntries(
    subjects.map((subject, at) => [
      subject.name,
      {
        milliseconds: median(times[at] ?? []),
        memory: typical((memories[at] ?? []).filter((one) => one !== undefined)),
      },
    ]),
  ) as Record<Name, Cost>;
}

/** For each subject, one result a round. */
async function alternate<T>(
  subjects: readonly Subject[],
  rounds: number,
  act: (subject: Subject) => Promise<T>,
): Promise<T[][]> {
  const results: T[][] = subjects.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, subject] of subjects.entries()) results[at]?.push(await act(subject));
  return results;
}

/** One run, from its start until its output has closed. */
function run(
  { name, command, cwd, env, codes = [0] }: Subject,
  sampled = false,
): Promise<{ milliseconds: number; memory: Memory | undefined }> {
  const [file, ...args] = command;
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const child = spawn(file, args, { cwd, env: env ?? process.env, stdio: ["ignore", "ignore", "pipe"] });
    const watch = sampled && child.pid !== undefined ? watchMemory(child.pid) : undefined;
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2000);
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const milliseconds = performance.now() - from;
      const memory = watch?.stop();
      if (code !== null && codes.includes(code)) resolve({ milliseconds, memory });
      else reject(new Error(`${name} ended with ${signal ?? `exit code ${code}`}:\n${said}`));
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

function typical(memories: readonly Memory[]): Memory | undefined {
  if (memories.length === 0) return undefined;
  const of = (key: keyof Memory): number => median(memories.map((memory) => memory[key]));
  return { resident: of("resident"), proportional: of("proportional"), largest: of("largest") };
}
