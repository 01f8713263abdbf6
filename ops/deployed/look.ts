import type { ServiceDeployment } from "@aws-sdk/client-ecs";
import { revisionOf } from "../ecs/revisions.ts";
import { describeServices, serviceDeployments } from "../ecs/services.ts";
import { type Standing, standingOf } from "../ecs/standing.ts";
import { pinnedOf } from "../images.ts";
import { familyOf } from "../names.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";

/** The deployment of each service that was over before an update, by ARN: what came after it is the update's own. */
export type Baseline = Readonly<Record<string, string | undefined>>;

export interface Look {
  readonly id: string;
  readonly standing: Standing;
  /** Of the update; undefined where it had no need of one. */
  readonly deployment: ServiceDeployment | undefined;
}

/** How each service of the stack stands, at one moment. */
export async function look(target: Target, session: Session, before: Baseline): Promise<readonly Look[]> {
  const ids = Object.keys(target.config.services);
  const pinned = pinnedOf(target.config);
  const services = await describeServices(target, session);
  return Promise.all(
    ids.map(async (id) => {
      const [[latest], newest] = await Promise.all([
        serviceDeployments(target, session, id, 1),
        revisionOf(target, session, familyOf(target, id)),
      ]);
      const deployment = latest?.serviceDeploymentArn === before[id] ? undefined : latest;
      const paused = target.config.breakers.pause.some(({ worker }) => worker === id);
      const facts = { service: services[id], deployment, newest, intended: pinned[id], paused };
      return { id, deployment, standing: standingOf(facts) };
    }),
  );
}

/**
 * Asks all that will be asked after an update, so that a missing permission is known before it. A deployment that still
 * goes on counts as the update's own: an earlier run may have been interrupted while it waited for it.
 */
export async function baseline(target: Target, session: Session): Promise<Baseline> {
  const looks = await look(target, session, {});
  const over = looks.filter(({ deployment }) => ended.includes(deployment?.status ?? ""));
  return Object.fromEntries(over.map(({ id, deployment }) => [id, deployment?.serviceDeploymentArn]));
}

const ended = ["SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"];
