import { readdirSync, readFileSync } from "node:fs";

/** What a command and everything that it started used. */
export interface Usage {
  /** Processor time of all processes, milliseconds: a busy machine does not lengthen it. */
  readonly processor: number;
  /** Peak of the memory of all processes, MiB; the files that they share (the Node binary) count once. */
  readonly memory: number;
  /** Peak of the largest single process, MiB. */
  readonly largest: number;
}

/** Only Linux tells what a whole tree of processes uses, in /proc; elsewhere it is not measured. */
export const canMeasureUsage = process.platform === "linux" && /^RssAnon:/m.test(read("/proc/self/status"));

/** Samples a tree of processes until it is told to stop. */
export function watchUsage(root: number): { stop(): Usage } {
  const ticks = new Map<number, number>();
  let [memory, largest] = [0, 0];
  const sample = (): void => {
    const tree = descendants(root);
    const held = tree.map((pid) => read(`/proc/${pid}/status`));
    const own = held.map((text) => kibibytes(text, "RssAnon") + kibibytes(text, "RssShmem"));
    const files = held.map((text) => kibibytes(text, "RssFile"));
    memory = Math.max(memory, sum(own) + Math.max(0, ...files));
    largest = Math.max(largest, ...held.map((text) => kibibytes(text, "VmHWM")));
    for (const pid of tree) ticks.set(pid, Math.max(ticks.get(pid) ?? 0, processorTicks(pid)));
  };
  const timer = setInterval(sample, 10);
  sample();
  return {
    stop: () => {
      clearInterval(timer);
      return { processor: sum([...ticks.values()]) * tick, memory: memory / 1024, largest: largest / 1024 };
    },
  };
}

/** The root and all that descend from it; any thread of a process may have started a child. */
function descendants(root: number): number[] {
  const tree = [root];
  for (const pid of tree)
    for (const thread of threads(pid))
      tree.push(...read(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number));
  return tree;
}

function threads(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // it has ended since
  }
}

/** Milliseconds in the unit of /proc/<pid>/stat: USER_HZ, which is 100 on every architecture that Node runs on (proc(5)). */
const tick = 10;

/** The 14th and 15th field, user and system time; the second, the name, may hold spaces and ends with a parenthesis. */
function processorTicks(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended since
  }
}

const kibibytes = (text: string, key: string): number =>
  Number(new RegExp(`^${key}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
