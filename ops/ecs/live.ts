import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import { imageOf } from "./revisions.ts";
import { type DescribedService, describeServices } from "./services.ts";

/** What of a service serves now, before anything that is still on its way. */
export interface Live {
  readonly taskDefinition: string;
  readonly image: string;
  /** A deployment is on its way. */
  readonly moving: boolean;
}

/** What serves now, by service; what is not deployed is left out. */
export async function liveOf(target: Target, session: Session): Promise<Readonly<Record<string, Live>>> {
  const services = await describeServices(target, session);
  const live = Object.values(services).map(async (service): Promise<[string, Live]> => {
    const { taskDefinition, moving } = servingOf(service);
    const image = (await imageOf(target, session, taskDefinition)) ?? "";
    return [service.id, { taskDefinition, image, moving }];
  });
  return Object.fromEntries(await Promise.all(live));
}

/** The same for a record, each image by its service's name; nothing where AWS does not say: the record is worth more. */
export const servesNow = (target: Target, session: Session): Promise<Readonly<Record<string, string>>> =>
  liveOf(target, session).then(
    (live) => Object.fromEntries(Object.entries(live).map(([id, { image }]) => [`${id} serves`, image])),
    () => ({}),
  );

/** While a deployment goes on, users are still served by the oldest that ECS keeps. */
export function servingOf({ taskDefinition, deployments }: DescribedService): Omit<Live, "image"> {
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  const moving = deployments.some(({ state }) => state === "IN_PROGRESS");
  const before = deployments
    .filter(({ status }) => status === "ACTIVE")
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const serving = moving ? (before[0] ?? primary) : primary;
  return { taskDefinition: serving?.taskDefinition ?? taskDefinition, moving };
}
