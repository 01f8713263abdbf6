import type { Service, ServiceDeployment } from "@aws-sdk/client-ecs";

/** The newest deployment of a service; undefined where it has had none for as long as ECS remembers. */
export type Newest = ServiceDeployment | undefined;

export type Rollout =
  | { readonly state: "going" | "done" }
  | { readonly state: "failed"; readonly reason: string };

const over: ReadonlySet<string | undefined> = new Set([
  "SUCCESSFUL",
  "STOPPED",
  "ROLLBACK_SUCCESSFUL",
  "ROLLBACK_FAILED",
]);

/** Nothing is being rolled out: neither by a person nor by another procedure. */
export const isOver = (newest: Newest): boolean => newest === undefined || over.has(newest.status);

/**
 * How the rollout stands that was asked for when `before` was the newest. Whatever came after it counts, ours or somebody
 * else's: all tasks that it starts read the new value. A service's own list of deployments would not do, for while traffic
 * is shifted it shows old tasks and new ones beside one another ("ServiceDeployment", ECS API reference).
 */
export function rolloutOf(newest: Newest, before: string | null, service: Service): Rollout {
  if (newest === undefined || newest.serviceDeploymentArn === before) return { state: "going" };
  if (newest.status === "SUCCESSFUL") return { state: "done" };
  return over.has(newest.status)
    ? { state: "failed", reason: because(`its deployment ended as ${newest.status}`, newest, service) }
    : { state: "going" };
}

/** Why, in the words of ECS: among a service's latest events are the reasons of the tasks that stopped. */
export function because(what: string, newest: Newest, { events = [] }: Service): string {
  const alarmed = newest?.alarms?.triggeredAlarmNames ?? [];
  const since = newest?.createdAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const said = [
    what,
    newest?.lifecycleStage && `at ${newest.lifecycleStage}`,
    newest?.statusReason,
    newest?.rollback?.reason,
    alarmed.length > 0 ? `alarms: ${alarmed.join(", ")}` : undefined,
    ...events
      .filter(({ createdAt }) => (createdAt?.getTime() ?? 0) >= since)
      .slice(0, 5)
      .map(({ message }) => message),
  ];
  return [...new Set(said.filter(Boolean))].join(" · ").slice(0, 2000);
}
