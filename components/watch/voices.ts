import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Severity } from "../../config/severities.ts";
import type { Place } from "../place.ts";
import { type Pause, pauseTags } from "../run/pause.ts";
import type { LogWatch } from "./alarms/logs.ts";
import type { Watch } from "./alarms/watch.ts";
import { type Clause, composite, ringing } from "./composite.ts";

export interface VoicesArgs {
  readonly place: Place;
  /** Where pages go. */
  readonly topicArn: pulumi.Input<string>;
  readonly ticketTopicArn: pulumi.Input<string>;
  /** Every description links to the chapter of its kind here (W09). */
  readonly runbook: string;
}

/** What an alarm is about: chapters of the runbook are per area, alarms per subject. */
export type Area =
  | "service"
  | "cron"
  | "queue"
  | "balancer"
  | "cdn"
  | "database"
  | "proxy"
  | "cache"
  | "function"
  | "secrets"
  | "backup"
  | "email"
  | "provider"
  | "telemetry"
  | "probe";

type Actions = Pick<aws.cloudwatch.MetricAlarmArgs, "alarmActions" | "okActions">;

/** One voice for several alarms. */
export interface Together {
  readonly area: Area;
  readonly subject: string;
  readonly kind: string;
  readonly says: string;
  readonly clauses: readonly Clause[];
  /** Nobody, where it only holds others back. */
  readonly tells: Severity | "nobody";
  readonly unless?: aws.cloudwatch.CompositeAlarm | undefined;
  /** It stands still on purpose: what follows from that is no news. */
  readonly paused?: Pause | undefined;
}

/** How alarms are named and described, and whom each tells. */
export class Voices {
  readonly #name: string;
  readonly #args: VoicesArgs;
  readonly #parent: pulumi.Resource;
  /** By what they are symptoms of. */
  readonly symptoms = new Map<string, Clause[]>();

  constructor(name: string, args: VoicesArgs, parent: pulumi.Resource) {
    this.#name = name;
    this.#args = args;
    this.#parent = parent;
  }

  /** Tells whom its severity says; a symptom only adds to what its thing's composite alarm tells. */
  tell(area: Area, subject: string, watch: Watch, of = subject): aws.cloudwatch.MetricAlarm {
    if (watch.region !== undefined && watch.region !== this.#args.place.region)
      return this.quietly(area, subject, watch);
    if (!watch.symptom) {
      const topicArn = this.#topic(watch.severity ?? "page");
      return this.#alarm(area, subject, watch, { alarmActions: [topicArn], okActions: [topicArn] });
    }
    const alarm = this.quietly(area, subject, watch);
    this.symptom(of, ringing(alarm));
    return alarm;
  }

  symptom(of: string, clause: Clause): void {
    this.symptoms.set(of, [...(this.symptoms.get(of) ?? []), clause]);
  }

  /** For what a machine acts on, or what counts only together with others. */
  quietly(area: Area, subject: string, watch: Watch): aws.cloudwatch.MetricAlarm {
    return this.#alarm(area, subject, watch, {});
  }

  /** Counts lines of a log, and tells when there are too many. */
  count(area: Area, subject: string, logGroup: pulumi.Input<string>, counted: LogWatch): void {
    const { metricName, pattern, watch } = counted;
    const { prefix } = this.#args.place;
    const namespace = `${prefix}/${subject}`;
    const filter = new aws.cloudwatch.LogMetricFilter(
      `${this.#name}-${subject}-${watch.kind}-count`,
      {
        name: `${prefix}-${subject}-${watch.kind}`,
        logGroupName: logGroup,
        pattern,
        metricTransformation: { name: metricName, namespace, value: "1", defaultValue: "0" },
      },
      { parent: this.#parent },
    );
    const name = filter.metricTransformation.apply((metric) => metric.name);
    this.tell(area, subject, { ...watch, namespace, metricName: name });
  }

  together(one: Together): aws.cloudwatch.CompositeAlarm {
    const { area, subject, kind, says, clauses, tells, unless, paused } = one;
    const { place, runbook } = this.#args;
    return composite(
      `${this.#name}-${subject}-${kind}`,
      {
        name: `${place.prefix}-${subject}-${kind}`,
        description: `${subject}: ${says}. ${runbook}#${area}-${kind}`,
        clauses,
        ...(tells !== "nobody" && { topicArn: this.#topic(tells) }),
        ...(unless && { unless }),
        ...(paused && { silenced: pauseTags(paused) }),
      },
      this.#parent,
    );
  }

  #topic(severity: Severity): pulumi.Input<string> {
    return severity === "page" ? this.#args.topicArn : this.#args.ticketTopicArn;
  }

  #alarm(
    area: Area,
    subject: string,
    { kind, says, severity: _, symptom: __, ...condition }: Watch,
    actions: Actions,
  ): aws.cloudwatch.MetricAlarm {
    const { place, runbook } = this.#args;
    return new aws.cloudwatch.MetricAlarm(
      `${this.#name}-${subject}-${kind}`,
      {
        name: `${place.prefix}-${subject}-${kind}`,
        alarmDescription: `${subject}: ${says}. ${runbook}#${area}-${kind}`,
        ...condition,
        actionsEnabled: true,
        ...actions,
      },
      { parent: this.#parent },
    );
  }
}
