import { drifted, summary } from "../../readiness/preview/summary.ts";
import type { Terminal } from "../../readiness/report/terminal.ts";
import { painter, wantsColour } from "../../readiness/report/text.ts";
import { say } from "../up/say.ts";
import type { Looked } from "./look.ts";

/** The table before the question: the engine's own display shows hundreds of lines and no judgement. */
export function sayPlan({ plan, judgement }: Looked, screen = terminal()): void {
  for (const line of summary(plan, judgement, painter(screen.colour), screen.columns)) say(line);
}

/** What of the stack is not as the program says, on the same stream. */
export function sayDrift({ plan }: Looked): void {
  for (const line of drifted(plan)) say(line);
}

const terminal = (): Pick<Terminal, "colour" | "columns"> => ({
  colour: wantsColour(process.stderr, process.env),
  columns: Math.min(Math.max(process.stderr.columns ?? 100, 60), 120),
});
