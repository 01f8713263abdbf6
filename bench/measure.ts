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
  /** Unmeasured ones, first. */
  readonly warm: number;
  readonly time: number;
  readonly usage: number;
}

/**
 * Measures commands against each other: each round runs every one of them once, so that a slow minute of the machine hits
 * all alike. What they use is sampled in rounds of their own, because sampling costs time; a long run is measured at once.
 */
export async function compare<Name extends string>(
  subjects: readonly (Subject & { readonly name: Name })[],
  rounds: Rounds = { warm: 1, time: 7, usage: 3 },
): Promise<Record<Name, Cost>> {
  await alternate(subjects, rounds.warm, (subject) => run(subject));
  const timed = await alternate(subjects, rounds.time, (subject) => run(subject));
  const sampled = await alternate(subjects, rounds.usage, (subject) => run(subject, canMeasureUsage));
  const costs = subjects.map(({ name }, at) => {
    const [times = [], samples = []] = [timed[at], sampled[at]];
    const milliseconds = median((times.length > 0 ? times : samples).map((one) => one.milliseconds));
    return [name, { milliseconds, usage: typical(samples.flatMap(({ usage }) => usage ?? [])) }];
  });
  return Object.fromEntries(costs) as Record<Name, Cost>;
}

/** For each subject, one result a round. */
async function alternate(
  subjects: readonly Subject[],
  rounds: number,
  act: (subject: Subject) => Promise<Run>,
): Promise<Run[][]> {
  const results: Run[][] = subjects.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, subject] of subjects.entries()) results[at]?.push(await act(subject));
  return results;
}

interface Run {
  readonly milliseconds: number;
  readonly usage: Usage | undefined;
}

/** One run, from its start until its output has closed. */
function run({ name, command, cwd, env, codes = [0] }: Subject, sampled = false): Promise<Run> {
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
