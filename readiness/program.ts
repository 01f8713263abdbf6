import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import settings from "@pulumi/pulumi/runtime/settings.js";
import type { Answers } from "./monitor.ts";
import { RecordingMonitor } from "./monitor.ts";
import type { Pass, Recording, Registration } from "./recording.ts";

declare module "@pulumi/pulumi/runtime/settings.js" {
  /** Internal to the SDK, so its typings leave them out; the engine's launcher calls them at the same points. */
  export function awaitFeatureSupport(): Promise<void>;
  export function waitForRPCs(): Promise<void>;
}

export interface ProgramRun {
  /** Absolute path of the program's entry, what `main` in Pulumi.yaml names. */
  readonly entry: string;
  readonly project: string;
  readonly stack: string;
  readonly pass: Pass;
  readonly answers: Answers;
  readonly onRegistration?: (registration: Registration) => void;
}

/**
 * Runs the real program as the engine would, inside a stack resource, and returns all that it registered.
 * Configuration comes from `PULUMI_CONFIG`, as in the engine. One process can do several runs, one after another:
 * each starts from a fresh SDK state.
 */
export async function record(run: ProgramRun): Promise<Recording> {
  const monitor = new RecordingMonitor(run, run.answers, run.onRegistration);
  settings.setMockOptions(monitor, run.project, run.stack, run.pass === "preview");
  await settings.awaitFeatureSupport();
  const entry = pathToFileURL(run.entry);
  entry.searchParams.set("pass", run.pass); // a module is evaluated once per address
  await pulumi.runtime.runInPulumiStack(async () => ({ ...(await import(entry.href)) }));
  await settled(monitor);
  await pulumi.runtime.disconnect();
  return monitor.recording;
}

/** Until nothing registers any more: what `apply` makes comes turns of the event loop after what it waited for. */
async function settled(monitor: RecordingMonitor): Promise<void> {
  for (let quiet = 0, count = -1; quiet < 20; quiet++) {
    await settings.waitForRPCs();
    await setImmediate();
    if (monitor.recording.size !== count) quiet = 0;
    count = monitor.recording.size;
  }
}
