import { z } from "zod";
import { hostname, later, pathPattern, probePath, routePattern, slug } from "./primitives.ts";
import { type image, scale, workload } from "./workload.ts";

const health = z.strictObject({
  path: probePath.describe("what the balancer asks; 200 means this task can serve"),
  also: later(
    z.array(probePath).default([]).describe("further paths that show that it serves (P08)"),
    "smoke tests and probes will ask them (P08)",
  ),
  graceSeconds: z.int().min(0).max(600).default(60).describe("how long a starting task is not judged"),
});

const operation = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]).describe("the HTTP method"),
  path: pathPattern.describe("the path as the OpenAPI document writes it"),
});

const served = {
  port: z.int().min(1024).max(65535).describe("where the container listens; above 1023, as nobody is root"),
  health: health.describe("how a task shows that it can serve (C11, P08)"),
  scale,
  host: hostname.describe("the name under which the balancer serves it"),
  // A listener rule takes five condition values, and the host is one of them (ELB quotas).
  routes: z.array(routePattern).min(1).max(4).describe("paths forwarded to it; all others answer 404"),
  publicOperations: later(
    z
      .array(operation)
      .default([])
      .describe("operations served without a credential; their number is the declared number (K02)"),
    "the edge will hold this list (K02)",
  ),
};

const kind = <K extends string>(name: K, does: string) => z.literal(name).describe(does);

const api = z.strictObject({
  kind: kind("api", "serves an API behind the balancer"),
  ...workload,
  ...served,
});
const web = z.strictObject({ kind: kind("web", "serves pages behind the balancer"), ...workload, ...served });
const worker = z.strictObject({
  kind: kind("worker", "works off queues; nobody connects to it"),
  ...workload,
  scale,
  queues: later(
    z.array(z.string().min(1)).min(1).describe("queues it drains"),
    "scaling on their backlog will read them (P09)",
  ),
});
const scheduler = z.strictObject({
  kind: kind("scheduler", "exactly one task, stopped before its successor starts"),
  ...workload,
});
const isolated = z.strictObject({
  kind: kind("isolated", "a deployment of its own that reaches no data store (P05)"),
  ...workload,
  scale,
});

export const service = z.discriminatedUnion("kind", [api, web, worker, scheduler, isolated]);
export type Service = z.infer<typeof service>;
export type ServedService = Extract<Service, { kind: "api" | "web" }>;
export type Image = z.infer<typeof image>;

/** A one-off task: a service's image and settings, run once with another command. */
export const task = z.strictObject({
  service: slug.describe("whose image, environment and secrets it runs with"),
  command: z.array(z.string().min(1)).min(1).describe("what it runs instead of the service's command"),
  connects: z
    .enum(["pooled", "direct"])
    .default("pooled")
    .describe(
      "direct: to PostgreSQL itself as the role that owns the schema, for migrations; its database address is another one",
    ),
  timeoutMinutes: later(
    z.int().min(1).max(120).default(15).describe("how long it may take"),
    "the bound that `ops task` will wait",
  ),
});
