import { type Severity, severities } from "../config/severities.ts";
import { type Described, farAlarms, homeAlarms, silencedUntil } from "./alarms/ask.ts";
import { cdnRegion, topicOf } from "./names.ts";
import type { Session } from "./session.ts";
import type { Target } from "./target.ts";

export interface AlarmState {
  readonly name: string;
  readonly region: string;
  readonly state: "ALARM" | "INSUFFICIENT_DATA" | "OK";
  /** When it began to be so; null where CloudWatch does not say. */
  readonly since: string | null;
  readonly reason: string;
  /** The cause pages, so this one says nothing. */
  readonly suppressed: boolean;
  /** What it is about stands still on purpose: it says nothing through that day. */
  readonly silencedUntil: string | null;
  /** Nobody: it only undoes deployments, or speaks through another. */
  readonly tells: Severity | "nobody";
  /** It has not been there for as long as it looks back: a first backup is not missing yet. */
  readonly young: boolean;
}

export interface AlarmsReport {
  readonly stack: string;
  /** Red ones first, then those without data, each by name. */
  readonly alarms: readonly AlarmState[];
  /** None is bad. */
  readonly calm: boolean;
}

const order = ["ALARM", "INSUFFICIENT_DATA", "OK"];

/** All alarms of the stack, also those that stand in another region and page by an event. */
export async function alarmsReport(
  target: Target,
  session: Session,
  now = new Date(),
): Promise<AlarmsReport> {
  const [near, far] = await Promise.all([homeAlarms(target, session), farAlarms(target, session)]);
  const silenced = await Promise.all(near.map((alarm) => silencedUntil(target, session, alarm, now)));
  const alarms = [
    ...near.map((alarm, at) => ({
      ...read(alarm, now),
      region: target.config.region,
      silencedUntil: silenced[at] ?? null,
      tells: told(target, alarm),
    })),
    ...far.map((alarm) => ({
      ...read(alarm, now),
      region: cdnRegion,
      silencedUntil: null,
      tells: "page" as const,
    })),
  ].toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name));
  return { stack: target.prefix, alarms, calm: !alarms.some(isBad) };
}

/** Red where somebody is told, or never able to say anything where somebody should be woken. */
export const isBad = ({ state, tells, young, silencedUntil: silenced }: AlarmState): boolean =>
  !young &&
  silenced === null &&
  ((state === "ALARM" && tells !== "nobody") || (state === "INSUFFICIENT_DATA" && tells === "page"));

/** What an alarm says of itself, wherever it stands. */
function read(alarm: Described, now: Date): Omit<AlarmState, "region" | "silencedUntil" | "tells"> {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  const made = alarm.AlarmConfigurationUpdatedTimestamp?.getTime() ?? 0;
  return {
    name: alarm.AlarmName ?? "",
    state: alarm.StateValue ?? "INSUFFICIENT_DATA",
    since: since?.toISOString() ?? null,
    reason: alarm.StateReason ?? "",
    suppressed: "ActionsSuppressedBy" in alarm && alarm.ActionsSuppressedBy !== undefined,
    young: now.getTime() - made < windowOf(alarm) * 1000,
  };
}

const told = (target: Target, { AlarmActions = [] }: Described): AlarmState["tells"] =>
  severities.find((severity) => AlarmActions.includes(topicOf(target, severity))) ?? "nobody";

/** Seconds that it looks back; what CloudWatch itself needs for a first look at the least. */
function windowOf(alarm: Described): number {
  if (!("EvaluationPeriods" in alarm)) return leastSeconds;
  const periods = [
    alarm.Period ?? 0,
    ...(alarm.Metrics ?? []).map(({ Period, MetricStat }) => MetricStat?.Period ?? Period ?? 0),
  ];
  return Math.max(leastSeconds, Math.max(...periods) * (alarm.EvaluationPeriods ?? 1));
}

const leastSeconds = 600;
