import type { ServiceDeployment } from "@aws-sdk/client-ecs";
import { describedAlarms } from "../alarms/ask.ts";
import { describeServices, serviceDeployments } from "../ecs/services.ts";
import { servedAlarmsOf } from "../names.ts";
import { isGoing } from "./serving.ts";
import { goOn, until, type Work } from "./work.ts";

/** A service that is deployed, and its newest deployment before that: ECS shows a new one a moment later. */
export interface Moved {
  readonly id: string;
  readonly before: string | undefined;
}

export interface Watched {
  /** State by alarm; "MISSING" where there is none of that name. */
  readonly alarms: Readonly<Record<string, string>>;
  /** Deployments that came to nothing, or were not over within all patience. */
  readonly wrong: readonly Wrong[];
}

/** A service that does not run what it must. */
export interface Wrong {
  readonly service: string;
  readonly reason: string;
}

interface Seen {
  readonly id: string;
  readonly going: boolean;
  readonly failed: string | undefined;
  readonly says: string;
}

/** Looks at deployments and alarms for the minutes asked for, and on until all deployments are over. */
export async function watch(
  work: Work,
  moved: readonly Moved[],
  alarmed: readonly string[],
  patienceMinutes: number,
): Promise<Watched> {
  const { voice, manner } = work;
  const least = Date.now() + manner.watchMinutes * manner.pace.minute;
  let services: readonly Seen[] = [];
  let alarms: Watched["alarms"] = {};
  await until(work, manner.watchMinutes + patienceMinutes, async () => {
    services = await Promise.all(moved.map((one) => look(work, one)));
    alarms = await alarmsOf(work, alarmed);
    const left = Math.max(0, Math.ceil((least - Date.now()) / manner.pace.minute));
    voice.now([...services.map(({ says }) => says), alarmLine(alarms), `${left} min left`].join(" · "));
    if (services.some(({ failed }) => failed !== undefined)) return true;
    return services.every(({ going }) => !going) && Date.now() >= least ? true : undefined;
  });
  goOn(work);
  return {
    alarms,
    wrong: services.flatMap(({ id: service, failed, going }) => {
      const reason = failed ?? (going ? "its deployment is not over" : undefined);
      return reason === undefined ? [] : [{ service, reason }];
    }),
  };
}

async function look({ target, session }: Work, { id, before }: Moved): Promise<Seen> {
  const [newest] = await serviceDeployments(target, session, id, 1);
  const deployment = newest?.serviceDeploymentArn === before ? undefined : newest;
  const service = (await describeServices(target, session, [id]))[id];
  const primary = service?.deployments.find(({ status }) => status === "PRIMARY");
  const going = deployment === undefined || isGoing(deployment) || primary?.state === "IN_PROGRESS";
  const failed = failureOf(deployment) ?? (primary?.state === "FAILED" ? primary.reason : undefined);
  return {
    id,
    going,
    failed,
    says: `${id} ${service?.running ?? 0}/${service?.desired ?? 0} ${deployment?.lifecycleStage ?? deployment?.status ?? primary?.state ?? ""}`.trim(),
  };
}

const failureOf = (deployment: ServiceDeployment | undefined): string | undefined =>
  deployment?.status === "STOPPED" || /^ROLLBACK/.test(deployment?.status ?? "")
    ? (deployment?.statusReason ?? deployment?.status)
    : undefined;

/** What users feel of the services that are served, per target group. */
export const servedAlarms = ({ target }: Work, ids: Iterable<string>): readonly string[] =>
  [...ids].flatMap((id) => {
    const service = target.config.services[id];
    return service && "host" in service ? servedAlarmsOf(target, id) : [];
  });

async function alarmsOf(
  { session, clients }: Work,
  AlarmNames: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (AlarmNames.length === 0) return {};
  const states = new Map<string, string>();
  // AWS takes a hundred names in one question.
  for (let from = 0; from < AlarmNames.length; from += 100) {
    const found = await describedAlarms(clients.cloudwatch, session, "cloudwatch:DescribeAlarms", {
      AlarmNames: AlarmNames.slice(from, from + 100),
    });
    for (const { AlarmName, StateValue } of found)
      if (AlarmName && StateValue) states.set(AlarmName, StateValue);
  }
  return Object.fromEntries(AlarmNames.map((name) => [name, states.get(name) ?? "MISSING"]));
}

export const ringing = (alarms: Watched["alarms"]): readonly string[] =>
  Object.entries(alarms).flatMap(([name, state]) => (state === "ALARM" ? [name] : []));

export const missing = (alarms: Watched["alarms"]): readonly string[] =>
  Object.entries(alarms).flatMap(([name, state]) => (state === "MISSING" ? [name] : []));

function alarmLine(alarms: Watched["alarms"]): string {
  const count = Object.keys(alarms).length;
  const loud = ringing(alarms);
  return loud.length > 0 ? `ALARM: ${loud.join(", ")}` : `${count} alarms quiet`;
}
