import { readdirSync, readFileSync } from "node:fs";

/** What a command and everything it started held at most, MiB. */
export interface Memory {
  /** Peak of the sum of resident sets. It counts what processes share (the Node binary) once for each of them. */
  readonly resident: number;
  /** Peak of the sum of proportional sets: what is shared counts once. */
  readonly proportional: number;
  /** The largest single process. */
  readonly largest: number;
}

/** Only Linux tells what a whole tree of processes holds, in /proc; elsewhere memory is not measured. */
export const canMeasureMemory = process.platform === "linux" && read("/proc/self/smaps_rollup") !== "";

/** Samples a tree of processes until it is told to stop; call it before the root can have ended. */
export function watchMemory(root: number): { stop(): Memory } {
  let [resident, proportional, largest, tick] = [0, 0, 0, 0];
  const sample = (): void => {
    const tree = descendants(root);
    const held = tree.map((pid) => read(`/proc/${pid}/status`));
    resident = Math.max(resident, sum(held.map((text) => kibibytes(text, "VmRSS"))));
    largest = Math.max(largest, ...held.map((text) => kibibytes(text, "VmHWM")));
    // The kernel walks all pages of a process for its proportional set: every tenth sample is dear enough.
    if (tick++ % 10 !== 0) return;
    proportional = Math.max(
      proportional,
      sum(tree.map((pid) => kibibytes(read(`/proc/${pid}/smaps_rollup`), "Pss"))),
    );
  };
  const timer = setInterval(sample, 10);
  sample();
  return {
    stop: () => {
      clearInterval(timer);
      return { resident: resident / 1024, proportional: proportional / 1024, largest: largest / 1024 };
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
