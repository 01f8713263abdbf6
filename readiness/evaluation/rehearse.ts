import { shapeOf } from "../parity/shape.ts";
import { record } from "../program/program.ts";
import type { Recording } from "../program/recording.ts";
import { resolved } from "../program/resolve.ts";
import { compareContainers } from "./containers.ts";
import type { Order, Rehearsed, StackRun } from "./order.ts";
import type { Timed } from "./steps.ts";

/** Runs the program once more with everything known, and its partner for its shape. */
export async function rehearse(order: Order, timed: Timed): Promise<Omit<Rehearsed, "timings">> {
  const { partner, place } = order;
  const known = await timed("rehearsing with everything known", () =>
    record({
      ...order,
      pass: "resolved",
      answers: ({ type, name, inputs }) => resolved(type, name, inputs.toJavaScript(), place),
    }),
  );
  const beside =
    partner && (await timed(`running ${partner.stack} beside it`, () => partnerRun(order, partner)));
  return {
    urns: [...known.keys()],
    problems: compareContainers(known),
    ...(beside ? { partnerShapes: [...beside.values()].map(shapeOf) } : {}),
  };
}

async function partnerRun(order: Order, partner: StackRun): Promise<Recording> {
  try {
    return await record({ ...order, ...partner, pass: "preview", answers: () => undefined });
  } catch (error) {
    throw new Error(
      `${partner.stack}, to compare with: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
