import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";
import type { Place } from "../place.ts";

/** A question to logs, in the words of CloudWatch Logs Insights. */
export interface Query {
  /** The last words of its name. */
  readonly asks: string;
  readonly lines: readonly string[];
  readonly of: "applications" | "database" | "cluster" | "firewall";
}

/** A field with a hyphen in its name is quoted ("Supported logs and discovered fields", CloudWatch Logs guide). */
const quoted = (field: string): string => (field.includes("-") ? `\`${field}\`` : field);

/** What the first hour after a launch is spent asking (W05, P12, C20), with the field names that the product declares. */
export function firstHour(fields: Config["logs"]): readonly Query[] {
  const [requestId, path, status, duration] = [
    quoted(fields.requestId),
    quoted(fields.path),
    quoted(fields.status),
    quoted(fields.durationMs),
  ];
  const [jobId, retries] = [quoted(fields.jobId), quoted(fields.retries)];
  return [
    {
      asks: "errors-by-path",
      of: "applications",
      lines: [
        `filter ${status} >= 500`,
        `stats count(*) as errors by @log, ${path}, ${status}`,
        "sort errors desc",
        "limit 50",
      ],
    },
    {
      asks: "slowest-requests",
      of: "applications",
      lines: [
        `filter ispresent(${duration})`,
        `fields @timestamp, @log, ${path}, ${status}, ${duration}, ${requestId}`,
        `sort ${duration} desc`,
        "limit 50",
      ],
    },
    {
      asks: "latency-by-path",
      of: "applications",
      lines: [
        `filter ispresent(${duration})`,
        `stats count(*) as requests, pct(${duration}, 95) as p95, pct(${duration}, 99) as p99 by ${path}`,
        "sort p95 desc",
        "limit 50",
      ],
    },
    {
      asks: "refused-by-path",
      of: "applications",
      lines: [
        `filter ${status} = 401 or ${status} = 403`,
        `stats count(*) as refused by @log, ${path}, ${status}`,
        "sort refused desc",
        "limit 50",
      ],
    },
    {
      asks: "one-request",
      of: "applications",
      lines: [
        `filter ${requestId} = "put the id here"`,
        "fields @timestamp, @log, @message",
        "sort @timestamp asc",
        "limit 200",
      ],
    },
    {
      asks: "jobs-tried-again",
      of: "applications",
      lines: [
        `filter ispresent(${jobId}) and ${retries} > 0`,
        `stats max(${retries}) as tries, latest(@message) as last by ${jobId}, @log`,
        "sort tries desc",
        "limit 50",
      ],
    },
    {
      asks: "tasks-and-deployments",
      of: "cluster",
      lines: [
        'filter Type = "Service"',
        "stats max(DesiredTaskCount) as wanted, min(RunningTaskCount) as running, max(DeploymentCount) as deployments by ServiceName, bin(1m)",
        "filter running < wanted or deployments > 1",
        "limit 200",
      ],
    },
    {
      asks: "slow-statements",
      of: "database",
      lines: [
        "filter @message like /duration: /",
        'parse @message "duration: * ms" as ms',
        "fields @timestamp, ms, @message",
        "sort ms desc",
        "limit 50",
      ],
    },
    {
      asks: "blocked-by-rule",
      of: "firewall",
      lines: [
        'filter action = "BLOCK"',
        "stats count(*) as blocked by terminatingRuleId, httpRequest.httpMethod, httpRequest.uri",
        "sort blocked desc",
        "limit 50",
      ],
    },
  ];
}

/** Log groups that one query may be saved with ("PutQueryDefinition"). */
const groupsAtMost = 50;

/** Saves a query under `<prefix>/first-hour/`; of more groups than one may have, in several parts. */
export function saved(
  place: Place,
  { asks, lines }: Query,
  groups: readonly pulumi.Input<string>[],
  parent: pulumi.Resource,
): void {
  for (let at = 0; at < groups.length; at += groupsAtMost) {
    const part = at === 0 ? asks : `${asks}-${at / groupsAtMost + 1}`;
    new aws.cloudwatch.QueryDefinition(
      `query-${part}`,
      {
        name: `${place.prefix}/first-hour/${part}`,
        queryString: lines.join("\n| "),
        logGroupNames: groups.slice(at, at + groupsAtMost),
      },
      { parent },
    );
  }
}
