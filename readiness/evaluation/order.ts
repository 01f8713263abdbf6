import type { Where } from "../program/made/question.ts";
import type { ResourceInfo, Waiting } from "../types.ts";
import type { Question, Violation } from "./analyzer.ts";

/** What the gate asks of a process, once it has read the stack file. */
export interface Order extends StackRun {
  readonly entry: string;
  readonly place: Where;
  /** The stack that this one is compared with, where nobody else evaluates it: only its shape is wanted. */
  readonly partner?: StackRun;
}

/** One stack as the engine would run it. */
export interface StackRun {
  readonly project: string;
  readonly stack: string;
  /** The settings, structures as JSON text: what the engine gives as `PULUMI_CONFIG`. */
  readonly config: Readonly<Record<string, string>>;
}

/** A resource as parity compares it: everything known, in plain values. */
export interface ResourceShape extends ResourceInfo {
  readonly protect: boolean;
  /** Inputs of a custom resource, outputs of a component, as at a first preview: what AWS makes is the same unknown on both sides. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names of the resources that a property was computed from. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
}

/** What came out of the program: of a first preview, and of a run with everything known. */
export interface Found {
  readonly resources: readonly ResourceInfo[];
  readonly shapes: readonly ResourceShape[];
  /** The partner's, if it was asked for. */
  readonly partnerShapes?: readonly ResourceShape[];
  /** What the first deployment waits for. */
  readonly deployment: Waiting;
  /** What makes the evaluation itself doubtful. */
  readonly problems: readonly string[];
  /** Milliseconds by step. */
  readonly timings: Readonly<Record<string, number>>;
}

/** The same, with what the pack said of it, unsorted. */
export interface Judged extends Found {
  readonly violations: readonly Violation[];
}

export type Message =
  | { readonly kind: "step"; readonly step: string }
  | { readonly kind: "ask"; readonly questions: readonly Question[] }
  | { readonly kind: "done"; readonly found: Found }
  | { readonly kind: "failed"; readonly message: string };
