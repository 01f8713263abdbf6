import type { Violation } from "./analyzer.ts";
import type { Where } from "./resolve.ts";
import type { ResourceInfo } from "./types.ts";

/** What the gate asks of an evaluation process: the first message that it sends. */
export interface EvaluationOrder {
  readonly entry: string;
  readonly project: string;
  readonly stack: string;
  /** The pack to judge with; absent: only the shape is wanted, for parity. */
  readonly pack?: string;
  readonly place: Where;
  /** `PULUMI_CONFIG` for the program, and what of it the pack is given. */
  readonly config: string;
  readonly packConfig: string;
}

/** A resource as parity compares it: everything known, in plain values. */
export interface ResourceShape extends ResourceInfo {
  readonly protect: boolean;
  /** Inputs of a custom resource, outputs of a component, as at a first preview: what AWS makes is the same unknown on both sides. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names of the resources that a property was computed from. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
}

export type EvaluationMessage =
  | { readonly kind: "step"; readonly step: string }
  | EvaluationDone
  | { readonly kind: "failed"; readonly by: "program" | "pack"; readonly message: string };

export interface EvaluationDone {
  readonly kind: "done";
  readonly resources: readonly ResourceInfo[];
  readonly shapes: readonly ResourceShape[];
  /** What the pack said, unsorted. */
  readonly violations: readonly Violation[];
  readonly problems: readonly string[];
  /** Milliseconds by step. */
  readonly timings: Readonly<Record<string, number>>;
}
