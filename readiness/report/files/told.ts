import type { Evaluation, GateReport } from "../../types.ts";

/** One stack as the reports in files tell it. */
export interface ToldStack {
  readonly report: GateReport;
  readonly evaluation: Evaluation;
  /** Its stack file, relative to where the gate was called. */
  readonly file: string;
  readonly text: string;
}

/** A stack that could not be judged: a report that left it out would read as a pass. */
export interface RefusedStack {
  readonly stack: string;
  readonly file: string;
  readonly why: string;
}

export interface Told {
  readonly stacks: readonly ToldStack[];
  readonly refused: readonly RefusedStack[];
  /** Of golive, as its package says it. */
  readonly version: string;
}
