/**
 * What a step of a procedure answers to the state machine that drives it (`components/run/procedure.ts`):
 * ask again with `state` after so many seconds, or it is over. A step that throws ends the procedure as failed, which pages.
 */
export type StepAnswer<State> =
  | { readonly status: "again"; readonly after: number; readonly state: State }
  | { readonly status: "done"; readonly result: unknown };

/** What the state machine asks a step with: the event that began it, and what the step before answered. */
export interface StepQuestion<Input, State> {
  readonly input: Input;
  readonly state: State | null;
  /** When the procedure began, ISO 8601. */
  readonly startedAt: string;
}
