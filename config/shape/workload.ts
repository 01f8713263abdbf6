import { z } from "zod";
import { fargateMemory } from "./fargate.ts";
import { envName, probePath, slug, text } from "./primitives.ts";

const size = z
  .strictObject({
    cpu: z.literal([256, 512, 1024, 2048, 4096, 8192, 16384]).describe("CPU units; 1024 is one vCPU"),
    memory: z.int().min(512).max(122880).describe("MiB; what Fargate offers with these CPU units"),
  })
  .superRefine(({ cpu, memory }, ctx) => {
    const allowed = fargateMemory[cpu] ?? [];
    if (!allowed.includes(memory))
      ctx.addIssue({
        code: "custom",
        path: ["memory"],
        message: `with cpu ${cpu}, Fargate offers ${allowed.join(", ")} MiB`,
      });
  });

const digest = text(/^[\w.\-/:]+@sha256:[0-9a-f]{64}$/, "repository@sha256:<64 hex digits>");
const tag = text(/^[\w.-]+(:\d+)?(\/[\w.-]+)*:\w[\w.-]{0,127}$/, "repository:tag");

/** A digest as it is, a tag that is resolved to its digest at deploy time, or a folder to build and push. */
export const image = z.union([
  z.strictObject({ digest: digest.describe("the image itself; the only form that production takes (C08)") }),
  z.strictObject({ tag: tag.describe("resolved to its digest at deploy time") }),
  z.strictObject({
    build: z
      .strictObject({
        context: z.string().min(1).describe("the folder that is sent to the builder"),
        dockerfile: z.string().min(1).default("Dockerfile").describe("the recipe, inside the context"),
      })
      .describe("built and pushed to the stack's own repository"),
  }),
]);

/** What every container is given, whatever it does. */
export const workload = {
  image: image.describe("what runs: a digest, a tag or a build"),
  command: z.array(z.string().min(1)).min(1).optional().describe("replaces the image's own command"),
  healthCommand: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "run inside the container every 30 s: an exit code other than 0 three times replaces the task (C11)",
    ),
  size: size.describe("CPU and memory of one task"),
  env: z.record(envName, z.string()).default({}).describe("plain settings; never a credential (G07)"),
  secrets: z.array(envName).default([]).describe("names from the platform's `secrets`, injected by ARN"),
  mustFill: z.array(envName).default([]).describe("variables this service does not start without (G09)"),
  user: text(/^[1-9]\d{0,4}(:[1-9]\d{0,4})?$/, "a numeric uid or uid:gid above 0")
    .default("10001:10001")
    .describe("whom the process runs as; never root"),
  stopSeconds: z
    .int()
    .min(2)
    .max(120)
    .default(60)
    .describe("from SIGTERM to SIGKILL; longer than the longest request or job"),
  metrics: z
    .strictObject({
      path: probePath.default("/metrics").describe("where Prometheus metrics are"),
      port: z.int().min(1024).max(65535).describe("on which port of the container"),
    })
    .optional()
    .describe("Prometheus metrics that the collector beside it reads; never served to the world (C12)"),
  uses: z
    .strictObject({
      database: z
        .boolean()
        .default(false)
        .describe("may reach PostgreSQL; gets DATABASE_HOST and its companions"),
      databaseConnections: z
        .int()
        .min(1)
        .max(500)
        .default(5)
        .describe("size of one task's connection pool; all pools together must fit the database (C14)"),
      caches: z.array(slug).default([]).describe("caches that it may reach, by name"),
      buckets: z.array(slug).default([]).describe("buckets it reads and writes, by name"),
      email: z
        .boolean()
        .default(false)
        .describe("may send e-mail; gets EMAIL_FROM and EMAIL_CONFIGURATION_SET (G04)"),
      services: z
        .array(slug)
        .default([])
        .describe("services that it calls inside the network, by name; gets <NAME>_SERVICE_URL for each"),
    })
    .prefault({})
    .describe("what it may reach; all else is closed"),
};

export const scale = z
  .strictObject({
    min: z.int().min(1).max(1000).describe("tasks that always run"),
    max: z.int().min(1).max(1000).describe("tasks at most"),
    cpuPercent: z.int().min(20).max(90).default(60).describe("average CPU that autoscaling holds"),
  })
  .refine(({ min, max }) => min <= max, { path: ["max"], message: "max must not be below min" })
  .describe("how many tasks run");
