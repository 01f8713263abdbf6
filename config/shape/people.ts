import { z } from "zod";
import { type Severity, severities } from "../severities.ts";
import { day, email, httpsUrl, logRetentionDays, prose, text } from "./primitives.ts";

const carries = (...usual: Severity[]) =>
  z
    .array(z.enum(severities))
    .min(1)
    .max(2)
    .default(usual)
    .describe("what it carries: pages, tickets or both");

const route = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("https").describe("a pager's address, as PagerDuty and Opsgenie give for SNS"),
    url: httpsUrl.describe("where the topic delivers"),
    carries: carries("page"),
  }),
  z.strictObject({
    kind: z.literal("email").describe("a mailbox"),
    address: email.describe("who confirms the subscription"),
    carries: carries("page", "ticket"),
  }),
  z.strictObject({
    kind: z.literal("slack").describe("a channel; the workspace was let into the account once, by hand"),
    workspace: text(/^T[A-Z0-9]{5,20}$/, "a Slack workspace id, e.g. T01ABCDEFGH").describe(
      "the workspace's id",
    ),
    channel: text(/^[CG][A-Z0-9]{5,20}$/, "a Slack channel id, e.g. C01ABCDEFGH").describe(
      "the channel's id",
    ),
    carries: carries("ticket"),
  }),
]);
export type OnCallRoute = z.infer<typeof route>;

export const oncall = z.strictObject({
  routes: z.array(route).min(1).describe("where a page goes"),
  primary: prose(3).describe("who answers first"),
  secondary: prose(3).describe("who answers when the first does not"),
  escalation: prose(3).describe("who decides when neither can"),
  runbook: httpsUrl.describe("every alarm's description links into it"),
});

export const contacts = z.strictObject({
  infrastructure: prose(3).describe("who owns the platform"),
  database: prose(3).describe("who owns the data"),
  oncall: prose(3).describe("how to reach whoever is on call"),
  escalation: prose(3).describe("how to reach whoever decides"),
});

/** What the go-live card pages on and what success means; its numbers are the defaults. */
export const slo = z.strictObject({
  p95Ms: z
    .int()
    .min(10)
    .max(60000)
    .default(250)
    .describe("95th percentile of response time, milliseconds (K07)"),
  p95Minutes: z.int().min(1).max(60).default(5).describe("for how long before it pages (K07)"),
  errorPercent: z.number().min(0.01).max(50).default(0.5).describe("share of 5xx answers, percent (K08)"),
  errorMinutes: z.int().min(1).max(60).default(2).describe("for how long before it pages (K08)"),
  authFailuresPerMinute: z
    .int()
    .min(1)
    .max(100000)
    .default(100)
    .describe("401 and 403 answers in a minute (K09)"),
  connectionsPercent: z.int().min(10).max(95).default(80).describe("share of max_connections in use (K11)"),
  slowQueryMs: z
    .int()
    .min(10)
    .max(60000)
    .default(1000)
    .describe("a query that is logged and counted, milliseconds (K12)"),
  p99Ms: z
    .int()
    .min(10)
    .max(60000)
    .default(500)
    .describe("99th percentile of response time, milliseconds, over a day (K23)"),
  availabilityPercent: z
    .number()
    .min(90)
    .max(99.999)
    .default(99.9)
    .describe("share of requests that are served well; the rest is the error budget (K23)"),
  windowDays: z.int().min(7).max(90).default(30).describe("days over which the error budget is counted"),
  loadMs: z
    .int()
    .min(100)
    .max(30000)
    .default(3000)
    .describe("75th percentile of a page's load, milliseconds (C16)"),
});

export const retention = z.strictObject({
  applicationLogsDays: logRetentionDays.describe("the services' logs"),
  platformLogsDays: logRetentionDays.describe("network, database, cache and cluster logs"),
  accessLogsDays: z.int().min(1).max(3650).describe("balancer and bucket access logs, in S3"),
});

/** An exemption is a debt with a name and a date: exact rule, exact resource, no patterns. */
export const waiver = z.strictObject({
  rule: text(/^[a-z0-9]+(-[a-z0-9]+)+$/, "a rule's id").describe("which rule is waived"),
  resource: z.string().min(1).describe("a resource's logical name"),
  reason: prose(20).describe("why, in a sentence"),
  owner: prose(2).describe("who pays the debt"),
  until: day.describe("the last day it holds; quote it"),
});
