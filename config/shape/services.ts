import { z } from "zod";
import { deploy } from "./deploy.ts";
import { hostname, probePath, routePattern, slug, text } from "./primitives.ts";
import { surface } from "./surface.ts";
import { egress, jobs, queue, spot } from "./work.ts";
import { type image, scale, workload } from "./workload.ts";

const health = z.strictObject({
  path: probePath.describe("what the balancer asks; 200 means this task can serve"),
  also: z
    .array(probePath)
    .max(10)
    .default([])
    .describe(
      "further paths that show that it serves; a release is asked for each before it gets traffic (P08)",
    ),
  graceSeconds: z.int().min(0).max(300).default(60).describe("how long a starting task is not judged"),
  client: z
    .enum(["python", "node", "curl", "wget"])
    .optional()
    .describe("what the image has to ask itself with: the container then checks `path` every 30 s (C11)"),
});

const served = {
  port: z.int().min(1024).max(65535).describe("where the container listens; above 1023, as nobody is root"),
  health: health.describe("how a task shows that it can serve (C11, P08)"),
  scale,
  host: hostname.describe("the name under which the balancer serves it"),
  longestRequestSeconds: z
    .int()
    .min(1)
    .max(115)
    .default(30)
    .describe("the longest that a request takes; a task that leaves finishes what it has begun"),
  deploy: deploy.describe("how a release reaches users (P16, K05)"),
  // A listener rule takes five condition values, and the host is one of them (ELB quotas).
  routes: z.array(routePattern).min(1).max(4).describe("paths forwarded to it; all others answer 404"),
};

const kind = <K extends string>(name: K, does: string) => z.literal(name).describe(does);

const api = z.strictObject({
  kind: kind("api", "serves an API behind the balancer"),
  ...workload,
  ...served,
  surface: surface.describe("what of it the world may call (K02)"),
});
const web = z.strictObject({ kind: kind("web", "serves pages behind the balancer"), ...workload, ...served });
const worker = z.strictObject({
  kind: kind("worker", "works off queues; nobody connects to it"),
  ...workload,
  scale,
  queues: z.array(queue).min(1).describe("queues it drains; their backlog decides how many tasks run (P09)"),
  jobs: jobs.prefault({}).describe("what a job is like, and how long it may wait (P09)"),
  spotPercent: spot,
});
const scheduler = z.strictObject({
  kind: kind("scheduler", "exactly one task, stopped before its successor starts"),
  ...workload,
});
const isolated = z.strictObject({
  kind: kind("isolated", "a deployment of its own that reaches no data store (P05)"),
  ...workload,
  scale,
  egress: egress.describe("all that it may reach outside; AWS itself and third parties answer on 443"),
  spotPercent: spot,
});

export const service = z.discriminatedUnion("kind", [api, web, worker, scheduler, isolated]);
export type Service = z.infer<typeof service>;
export type ServedService = Extract<Service, { kind: "api" | "web" }>;
export type ApiService = Extract<Service, { kind: "api" }>;
export type WorkerService = Extract<Service, { kind: "worker" }>;
export type Cron = z.infer<typeof cron>;
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
  timeoutMinutes: z.int().min(1).max(120).default(15).describe("how long it may take; then it is stopped"),
});

/** A task that is run again and again by EventBridge Scheduler. */
export const cron = z.strictObject({
  service: slug.describe("whose image, environment and secrets it runs with"),
  command: z.array(z.string().min(1)).min(1).describe("what it runs instead of the service's command"),
  schedule: text(
    /^(cron\(\S+( \S+){5}\)|rate\([1-9]\d* (minutes?|hours?|days?)\))$/,
    "cron(<six fields>) or rate(<number> <minutes|hours|days>), as EventBridge Scheduler takes them",
  ).describe("when it runs"),
  timezone: text(/^[A-Za-z_]+(\/[A-Za-z_+\-\d]+)*$/, "a time zone such as Europe/Berlin")
    .default("UTC")
    .describe("whose clock `cron` means"),
  retries: z.int().min(0).max(10).default(3).describe("further tries of a start that AWS could not make"),
  missedAfterHours: z
    .int()
    .min(1)
    .max(168)
    .describe(
      "it pages when no run has ended well for so long: longer than the longest pause between two runs",
    ),
});
