import { setImmediate, setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import settings from "@pulumi/pulumi/runtime/settings.js";
import state from "@pulumi/pulumi/runtime/state.js";
import type { Answers } from "./monitor.ts";
import { RecordingMonitor } from "./monitor.ts";
import type { Pass, Recording, Registration } from "./recording.ts";

declare module "@pulumi/pulumi/runtime/settings.js" {
  /** Internal to the SDK, so its typings leave them out; the engine's launcher calls them at the same points. */
  export function awaitFeatureSupport(): Promise<void>;
  export function waitForRPCs(): Promise<void>;
}

declare module "@pulumi/pulumi/runtime/state.js" {
  /** Internal too: what the SDK's own leak report is made from. */
  export function getPendingResourceRegistrations(): ReadonlyMap<
    object,
    { readonly type: string; readonly name: string }
  >;
}

export interface ProgramRun {
  /** Absolute path of the program's entry, what `main` in Pulumi.yaml names. */
  readonly entry: string;
  readonly project: string;
  readonly stack: string;
  /** What the engine would give as `PULUMI_CONFIG`; absent: what the SDK has been told already. */
  readonly config?: Readonly<Record<string, string>>;
  readonly pass: Pass;
  readonly answers: Answers;
  readonly onRegistration?: (registration: Registration) => void;
}

/**
 * Runs the real program as the engine would, inside a stack resource, and returns all that it registered.
 * One process can do several runs, one after another: each starts from a fresh SDK state.
 */
export async function record(run: ProgramRun): Promise<Recording> {
  const monitor = new RecordingMonitor(run, run.answers, run.onRegistration);
  settings.setMockOptions(monitor, run.project, run.stack, run.pass === "preview");
  if (run.config) pulumi.runtime.setAllConfig({ ...run.config });
  await settings.awaitFeatureSupport();
  const entry = pathToFileURL(run.entry);
  entry.searchParams.set("run", String(++runs)); // a module is evaluated once per address
  const ended = new AbortController();
  const program = pulumi.runtime.runInPulumiStack(async () => ({ ...(await import(entry.href)) }));
  try {
    await Promise.race([program.then(() => settled(monitor)), stillness(monitor, ended.signal)]);
  } finally {
    ended.abort();
  }
  await pulumi.runtime.disconnect();
  return monitor.recording;
}

/** Longest that a program may go on without registering anything, seconds: what it waits for is not coming. */
const patience = 10;

/**
 * Rejects when nothing happens any more and something is still awaited: the engine's launcher would find its loop empty.
 * It counts turns of a second each, so that a program which computes for long, and lets no turn happen, is left alone.
 */
async function stillness(monitor: RecordingMonitor, signal: AbortSignal): Promise<never> {
  for (let still = 0, count = 0; still < patience; still++) {
    await setTimeout(1000, undefined, { signal }).catch(() => new Promise<never>(() => {})); // ended: nobody listens
    if (monitor.recording.size !== count) still = 0;
    count = monitor.recording.size;
  }
  const waiting = [...state.getPendingResourceRegistrations().values()];
  const names = waiting.map(({ type, name }) => `${name} [${type}]`).sort();
  const why = "; these wait for a promise that never resolves, or for each other: ";
  throw new Error(
    `nothing has been registered for ${patience} s${names.length === 0 ? "" : why + names.join(", ")}`,
  );
}

let runs = 0;

/** Until nothing registers any more: what `apply` makes comes turns of the event loop after what it waited for. */
async function settled(monitor: RecordingMonitor): Promise<void> {
  for (let quiet = 0, count = -1; quiet < 20; quiet++) {
    await settings.waitForRPCs();
    await setImmediate();
    if (monitor.recording.size !== count) quiet = 0;
    count = monitor.recording.size;
  }
}
