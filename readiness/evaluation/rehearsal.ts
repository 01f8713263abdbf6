import { record } from "../program/program.ts";
import type { Recording } from "../program/recording.ts";
import { resolved } from "../program/resolve.ts";
import type { Order, StackRun } from "./order.ts";

/** Runs the program once more, with everything known: what AWS makes gets plausible values. */
export const rehearsal = (order: Order): Promise<Recording> =>
  record({
    ...order,
    pass: "resolved",
    answers: ({ type, name, inputs }) => resolved(type, name, inputs.toJavaScript(), order.place),
  });

/** Runs the program with the partner's configuration, for the shape of what it registers. */
export async function partnerRun(order: Order, partner: StackRun): Promise<Recording> {
  try {
    return await record({ ...order, ...partner, pass: "preview", answers: () => undefined });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${partner.stack}, to compare with: ${why}`);
  }
}
