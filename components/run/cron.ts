import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Cron as Settings } from "../../config/shape/services.ts";
import { trust } from "../document.ts";
import { arnOf, type Place } from "../place.ts";
import { role } from "../role.ts";
import { pageOn } from "../watch/events.ts";
import { countRuns } from "./cron-count.ts";
import { endedBadly } from "./cron-events.ts";
import { cronPolicy, onlyFrom } from "./cron-policy.ts";
import { queue } from "./queue.ts";
import type { Task } from "./task.ts";

export interface CronArgs {
  readonly place: Place;
  readonly settings: Pick<Settings, "schedule" | "timezone" | "retries">;
  /** Of the same name: its family and its roles are found by it. */
  readonly task: Pick<Task, "arn">;
  readonly clusterArn: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly groupIds: readonly pulumi.Input<string>[];
  /** Whom a failed run pages, and the document with a chapter for it. */
  readonly oncall: { readonly topicArn: pulumi.Input<string>; readonly runbook: string };
  /** The key of pages, which EventBridge may use as well. */
  readonly keyArn: pulumi.Input<string>;
}

const day = 24 * 60 * 60;

/**
 * Runs one task again and again (P09). What cannot be started is tried again for an hour and then put aside; what does
 * not end well pages; and each good end is counted, so that its absence can be noticed.
 */
export class Cron extends pulumi.ComponentResource {
  /** The queue of starts that AWS could not make. */
  readonly deadLettersName: pulumi.Output<string>;
  /** The rule that is invoked once for each run that ended well. */
  readonly doneRuleName: pulumi.Output<string>;

  /** `name` is the task's: `<prefix>-<name>` is its family, and the schedule's name. */
  constructor(name: string, args: CronArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:run:Cron", name, {}, opts);
    const own = { parent: this };
    const { place, settings, keyArn } = args;
    const full = `${place.prefix}-${name}`;
    const [roleName, failed] = [`${full}-schedule`, `${full}-failed`];

    const scheduler = role(
      `${name}-schedule-role`,
      place,
      {
        name: roleName,
        description: `What starts ${full}`,
        // The scheduler speaks for a group, never for one schedule ("Confused deputy prevention", Scheduler guide).
        trust: trust(place, "scheduler.amazonaws.com", arnOf(place, "scheduler", "schedule-group/default")),
      },
      this,
    );
    const permission = new aws.iam.RolePolicy(
      `${name}-schedule-policy`,
      { name: "start", role: scheduler.name, policy: cronPolicy(place, name, failed) },
      own,
    );
    const deadLetters = queue(
      `${name}-dead-letters`,
      place,
      { name: failed, keyArn, keepSeconds: 14 * day, sending: onlyFrom(place, roleName, failed) },
      this,
    );
    new aws.scheduler.Schedule(
      `${name}-schedule`,
      {
        name: full,
        description: `Runs ${full}`,
        scheduleExpression: settings.schedule,
        scheduleExpressionTimezone: settings.timezone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: args.clusterArn,
          roleArn: scheduler.arn,
          ecsParameters: {
            taskDefinitionArn: args.task.arn,
            taskCount: 1,
            launchType: "FARGATE",
            networkConfiguration: {
              subnets: [...args.subnetIds],
              securityGroups: [...args.groupIds],
              assignPublicIp: false,
            },
            enableEcsManagedTags: true,
            enableExecuteCommand: false,
            propagateTags: "TASK_DEFINITION",
          },
          retryPolicy: { maximumRetryAttempts: settings.retries, maximumEventAgeInSeconds: 3600 },
          deadLetterConfig: { arn: deadLetters.arn },
        },
      },
      { parent: this, dependsOn: [permission] },
    );

    const done = countRuns(name, place, keyArn, this);
    const { topicArn, runbook } = args.oncall;
    pageOn(
      `${name}-failed`,
      place,
      {
        topicArn,
        description: `A run of ${full} ended with an error, was stopped, or never started`,
        pattern: endedBadly(place, name),
        shows: {
          task: "$.detail.taskArn",
          definition: "$.detail.taskDefinitionArn",
          why: "$.detail.stopCode",
        },
        runbook: `${runbook}#cron-failed`,
      },
      this,
    );

    this.deadLettersName = deadLetters.name;
    this.doneRuleName = done.name;
    this.registerOutputs({ deadLettersName: this.deadLettersName, doneRuleName: this.doneRuleName });
  }
}
