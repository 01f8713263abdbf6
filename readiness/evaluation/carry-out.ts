import { shapeOf } from "../parity/shape.ts";
import type { Question } from "./analyzer.ts";
import { compareContainers } from "./containers.ts";
import { firstPreview } from "./first-preview.ts";
import type { Found, Order } from "./order.ts";
import { comparePasses } from "./passes.ts";
import { partnerRun, rehearsal } from "./rehearsal.ts";
import type { Timed } from "./steps.ts";

/** All that is done with the program. What is asked meanwhile, the pack answers to the gate. */
export async function carryOut(
  order: Order,
  ask: (question: Question) => void,
  timed: Timed,
): Promise<Omit<Found, "timings">> {
  const recording = await timed("running the first preview", () => firstPreview(order, ask));
  const known = await timed("rehearsing with everything known", () => rehearsal(order));
  const { partner } = order;
  const beside =
    partner && (await timed(`running ${partner.stack} beside it`, () => partnerRun(order, partner)));
  return {
    resources: [...recording.values()].map(({ type, name, urn }) => ({ type, name, urn })),
    shapes: [...recording.values()].map(shapeOf),
    ...(beside ? { partnerShapes: [...beside.values()].map(shapeOf) } : {}),
    problems: [...comparePasses(recording, known), ...compareContainers(known)],
  };
}
