import type { Move } from "./plan.ts";
import { type Serving, servingNow, shortOf } from "./serving.ts";
import type { Wrong } from "./watch.ts";
import { until, type Work } from "./work.ts";

/** A deployment that is over is complete a moment later. */
const settleMinutes = 3;

/** What does not serve as it must when everything is looked at again; empty when the target is proven to serve. */
export async function unproven(work: Work, moves: readonly Move[]): Promise<readonly Wrong[]> {
  let wrong: readonly Wrong[] = [];
  await until(work, settleMinutes, async () => {
    const now = await servingNow(
      work,
      moves.map(({ service }) => service.id),
    );
    wrong = moves.flatMap(({ service: { id }, to }) => {
      const reason = whatIsWrong(now.get(id), to);
      return reason === undefined ? [] : [{ service: id, reason }];
    });
    return wrong.length === 0 ? true : undefined;
  });
  return wrong;
}

function whatIsWrong(service: Serving | undefined, to: string): string | undefined {
  if (service === undefined) return "ECS does not know it";
  if (service.taskDefinition !== to) return `it is told to run ${shortOf(service.taskDefinition)}`;
  return service.complete ? undefined : "not all of its tasks run, or old ones still do";
}
