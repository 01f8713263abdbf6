import type { Deployment, Service } from "@aws-sdk/client-ecs";

/** One rollout of a service: what is looked for in the service's list later. */
export interface Started {
  readonly id: string;
  /** Milliseconds, by the clock of ECS, as are the times of a service's events. */
  readonly at: number;
}

export type Rollout =
  | { readonly state: "going" | "done" }
  | { readonly state: "failed"; readonly reason: string }
  /** Somebody deployed after us: what that rollout starts reads the same value. */
  | { readonly state: "overtaken"; readonly by: Started };

export const startedOf = ({ id = "", createdAt }: Deployment): Started => ({
  id,
  at: createdAt?.getTime() ?? 0,
});

export const primaryOf = (service: Service): Deployment | undefined =>
  service.deployments?.find(({ status }) => status === "PRIMARY");

/** Nothing is being rolled out: neither by a person nor by another procedure. */
export const settled = (service: Service): boolean =>
  service.deployments?.every(({ rolloutState }) => rolloutState !== "IN_PROGRESS") ?? true;

/**
 * How a rollout of ours stands. The circuit breaker goes back by a deployment of its own, newer than ours and healthy:
 * taken for a success it would hide that no task holds the new value.
 */
export function rolloutOf(service: Service, ours: Started): Rollout {
  const primary = primaryOf(service);
  const own = service.deployments?.find(({ id }) => id === ours.id);
  const undone =
    own?.rolloutState === "FAILED" ? own.rolloutStateReason : (goingBack(primary) ?? undoneBy(service, ours));
  if (undone !== undefined) return { state: "failed", reason: because(undone, service, ours) };
  if (primary === undefined) return { state: "going" };
  if (primary.id === ours.id) return { state: primary.rolloutState === "COMPLETED" ? "done" : "going" };
  const theirs = startedOf(primary);
  return theirs.at >= ours.at
    ? { state: "overtaken", by: theirs }
    : { state: "failed", reason: because("an older deployment serves again", service, ours) };
}

const goingBack = (primary: Deployment | undefined): string | undefined =>
  /roll(ing|ed) back/i.test(primary?.rolloutStateReason ?? "") ? primary?.rolloutStateReason : undefined;

/** A rollback that was over before we looked again has left nothing but the service's events. */
const undoneBy = (service: Service, ours: Started): string | undefined =>
  messagesSince(service, ours).find((text) => text.includes(ours.id) && /failed|rolling back/i.test(text));

/** Why, in the words of ECS: among its latest events are the reasons of the tasks that stopped. */
export const because = (what: string, service: Service, since: Started): string =>
  [what, ...messagesSince(service, since).slice(0, 5)].join(" · ").slice(0, 2000);

const messagesSince = ({ events = [] }: Service, { at }: Started): readonly string[] =>
  events
    .filter(({ createdAt }) => (createdAt?.getTime() ?? 0) >= at)
    .flatMap(({ message }) => (message === undefined ? [] : [message]));
