import { appendFileSync } from "node:fs";
import type { Values } from "./wire.ts";

/** One call that the engine made, as the tests read it back. */
export interface Entry {
  readonly package: string;
  readonly call: "configure" | "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke";
  readonly preview?: boolean;
  readonly urn?: string;
  readonly type?: string;
  readonly name?: string;
  readonly id?: string;
  readonly inputs?: Values;
  readonly outputs?: Values;
  readonly refused?: string;
}

/** Appends a line to the file that the test named; several provider processes write to the same one. */
export function record(entry: Entry): void {
  const file = process.env.GOLIVE_ENGINE_JOURNAL;
  if (file) appendFileSync(file, `${JSON.stringify(entry)}\n`);
}
