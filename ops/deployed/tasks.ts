import { revisionOf } from "../ecs/revisions.ts";
import { familyOf } from "../names.ts";
import type { ReleaseRecord } from "../release/record.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";

export interface TaskSeen {
  readonly id: string;
  /** Its newest revision, by ARN; undefined where that is not of the release. */
  readonly revision: string | undefined;
  readonly why: string;
}

/** A release is more than its services: what migrates it must be of the same image (P07). */
export const tasksOf = (
  target: Target,
  session: Session,
  services: ReleaseRecord["services"],
): Promise<readonly TaskSeen[]> =>
  Promise.all(
    Object.entries(target.config.tasks).map(async ([id, { service }]) => {
      const family = familyOf(target, `task-${id}`);
      const newest = await revisionOf(target, session, family);
      const image = services[service]?.image;
      const fits = newest !== undefined && newest.image === image;
      const why =
        newest === undefined
          ? `there is no task definition ${family}`
          : `${family} has ${newest.image}, and its service ${service} serves ${image}`;
      return { id, revision: fits ? newest.arn : undefined, why };
    }),
  );
