import { spawn } from "node:child_process";
import { canMeasureUsage, type Usage, watchUsage } from "./process-tree.ts";

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
  readonly usage: Usage | undefined;
}

export interface Rounds {
  readonly time: number;
  readonly usage: number;
}

/**
 * Measures commands against each other: each round runs every one of them once, so that a slow minute of the machine hits
 * all alike. What it uses is sampled in rounds of their own, because sampling costs time; one unmeasured round comes first.
 */
export async function compare<Name extends string>(
  subjects: readonly (Subject & { readonly name: Name })[],
  rounds: Rounds = { time: 7, usage: 3 },
): Promise<Record<Name, Cost>> {
  for (const subject of subjects) await run(subject);
  const times = await alternate(subjects, rounds.time, async (subject) => (await run(subject)).milliseconds);
  const usages = await alternate(
    subjects,
    canMeasureUsage ? rounds.usage : 0,
    async (subject) => (await run(subject, true)).usage,
  );
  return Object.fromEntries(
    subjects.map((subject, at) => [
      subject.name,
      {
        milliseconds: median(times[at] ?? []),
        usage: typical((usages[at] ?? []).filter((one) => one !== undefined)),
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
): Promise<{ milliseconds: number; usage: Usage | undefined }> {
  const [file, ...args] = command;
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const child = spawn(file, args, { cwd, env: env ?? process.env, stdio: ["ignore", "ignore", "pipe"] });
    const watch = sampled && child.pid !== undefined ? watchUsage(child.pid) : undefined;
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2000);
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const milliseconds = performance.now() - from;
      const usage = watch?.stop();
      if (code !== null && codes.includes(code)) resolve({ milliseconds, usage });
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

function typical(usages: readonly Usage[]): Usage | undefined {
  if (usages.length === 0) return undefined;
  const of = (key: keyof Usage): number => median(usages.map((usage) => usage[key]));
  return { processor: of("processor"), memory: of("memory"), largest: of("largest") };
}
