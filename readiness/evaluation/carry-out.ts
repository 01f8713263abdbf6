import { shapeOf } from "../parity/shape.ts";
import { compareContainers } from "./containers.ts";
import { firstPreview } from "./first-preview.ts";
import type { Found, Order } from "./order.ts";
import type { PackProcess } from "./pack-process.ts";
import { comparePasses } from "./passes.ts";
import { partnerRun, rehearsal } from "./rehearsal.ts";
import type { Timed } from "./steps.ts";

/** The whole evaluation. The pack judges in a process of its own: meanwhile the program runs again, here. */
export async function carryOut(
  order: Order,
  pack: PackProcess,
  timed: Timed,
): Promise<Omit<Found, "timings">> {
  const { recording, judged } = await timed("running the first preview", () => firstPreview(order, pack));
  const violations = timed("judging the first preview", () => judged);
  violations.catch(() => {}); // awaited below
  const known = await timed("rehearsing with everything known", () => rehearsal(order));
  const { partner } = order;
  const beside =
    partner && (await timed(`running ${partner.stack} beside it`, () => partnerRun(order, partner)));
  return {
    resources: [...recording.values()].map(({ type, name, urn }) => ({ type, name, urn })),
    shapes: [...recording.values()].map(shapeOf),
    ...(beside ? { partnerShapes: [...beside.values()].map(shapeOf) } : {}),
    problems: [...comparePasses(recording, known), ...compareContainers(known)],
    violations: await violations,
  };
}
