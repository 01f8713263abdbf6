import type { ServiceDeployment } from "@aws-sdk/client-ecs";
import type { Revision } from "./revisions.ts";
import type { DescribedService } from "./services.ts";

/** All that a verdict on one service is made from. */
export interface Facts {
  readonly service: DescribedService | undefined;
  /** Its newest deployment, where it began after we did: an older one says nothing about what was asked for now. */
  readonly deployment: ServiceDeployment | undefined;
  /** The newest revision of its family: the one that the update made, or left as it was. */
  readonly newest: Revision | undefined;
  /** What the stack file names by digest; undefined where the program finds the image out itself. */
  readonly intended: string | undefined;
  /** A breaker pauses it: that nothing of it runs is as it should be. */
  readonly paused: boolean;
}

export type Standing =
  | { readonly state: "serves"; readonly image: string; readonly taskDefinition: string }
  | { readonly state: "waiting"; readonly why: string }
  | { readonly state: "failed"; readonly why: string };

const failed = (why: string): Standing => ({ state: "failed", why });
const waiting = (why: string): Standing => ({ state: "waiting", why });

/** Whether a service serves what it is meant to: what ECS is told counts for nothing before it has come true (P16). */
export function standingOf({ service, deployment, newest, intended, paused }: Facts): Standing {
  if (service === undefined) return waiting("ECS knows no such service");
  const undone = undoing(deployment);
  if (undone !== undefined) return failed(undone);
  const primary = service.deployments.find(({ status }) => status === "PRIMARY");
  if (primary === undefined) return waiting(`the service is ${service.status}`);
  if (primary.state === "FAILED") return failed(`its deployment failed: ${primary.reason ?? "no reason"}`);
  if (primary.state === "IN_PROGRESS") return waiting(`still going on: ${primary.reason ?? "no word"}`);
  if (deployment !== undefined && deployment.status !== "SUCCESSFUL")
    return waiting(`its deployment is ${stageOf(deployment)}`);
  if (newest === undefined) return failed("it has no active task definition");
  if (primary.taskDefinition !== newest.arn)
    return failed(
      `it serves ${short(primary.taskDefinition)}, and ${short(newest.arn)} is newer${by(newest)}: the engine's state may not know of a rollback, which \`--refresh\` tells it`,
    );
  if (intended !== undefined && newest.image !== intended)
    return failed(`it serves ${newest.image}, and the stack file names ${intended}`);
  if (service.desired < 1 && !paused) return waiting("ECS is told to run no task of it");
  if (service.running !== service.desired)
    return waiting(`${service.running} of ${service.desired} tasks run`);
  return { state: "serves", image: newest.image, taskDefinition: newest.arn };
}

/** Why a deployment will not come true any more; undefined where it still may, or has. */
function undoing(deployment: ServiceDeployment | undefined): string | undefined {
  const { status = "", statusReason, rollback, alarms } = deployment ?? {};
  if (!/^(ROLLBACK_|STOP)/.test(status)) return undefined;
  const alarmed = alarms?.triggeredAlarmNames ?? [];
  const reasons = [
    statusReason,
    rollback?.reason,
    alarmed.length > 0 ? `alarms: ${alarmed.join(", ")}` : undefined,
  ].filter((reason) => reason !== undefined && reason !== "");
  return `its deployment is ${status}: ${[...new Set(reasons)].join(" · ") || "ECS says no reason"}`;
}

const stageOf = ({ status, lifecycleStage }: ServiceDeployment): string =>
  [status, lifecycleStage].filter(Boolean).join(", ");
const short = (arn: string): string => arn.split("/").at(-1) ?? arn;
const by = ({ registeredBy }: Revision): string => (registeredBy ? ` (by ${registeredBy})` : "");
