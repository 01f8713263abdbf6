import { criticalPath } from "../deployment/critical-path.ts";
import { shapeOf } from "../parity/shape.ts";
import type { Recording } from "../program/recording.ts";
import type { Question } from "./analyzer.ts";
import { compareContainers } from "./containers.ts";
import { compareDashboards } from "./dashboards.ts";
import { firstPreview } from "./first-preview.ts";
import type { Found, Order, ResourceShape } from "./order.ts";
import { comparePasses } from "./passes.ts";
import { partnerRun, rehearsal } from "./rehearsal.ts";
import type { Timed } from "./steps.ts";

/**
 * All that is done with the program. What is asked meanwhile, the pack answers to the gate. Of each run only what is
 * wanted outlives it: what a thousand services register is large.
 */
export async function carryOut(
  order: Order,
  ask: (question: Question) => void,
  timed: Timed,
): Promise<Omit<Found, "timings">> {
  const { shapes, deployment } = await timed("running the first preview", async () => {
    const recording = await firstPreview(order, ask);
    return { shapes: shapesIn(recording), deployment: criticalPath(recording) };
  });
  const problems = await timed("rehearsing with everything known", async () => {
    const known = await rehearsal(order);
    return [...comparePasses(shapes, known), ...compareContainers(known), ...compareDashboards(known)];
  });
  const { partner } = order;
  const beside =
    partner &&
    (await timed(`running ${partner.stack} beside it`, async () =>
      shapesIn(await partnerRun(order, partner)),
    ));
  return {
    resources: shapes.map(({ type, name, urn }) => ({ type, name, urn })),
    shapes,
    deployment: {
      seconds: deployment.seconds,
      chain: deployment.links.map(({ type, name, seconds }) => ({ type, name, seconds })),
    },
    ...(beside ? { partnerShapes: beside } : {}),
    problems,
  };
}

const shapesIn = (recording: Recording): readonly ResourceShape[] => [...recording.values()].map(shapeOf);
