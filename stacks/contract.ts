import { z } from "zod";

const runnable = {
  taskDefinition: z.string().describe("the revision that this deployment made, by ARN"),
  container: z.string(),
  logGroup: z.string(),
  subnets: z.array(z.string()),
  securityGroups: z.array(z.string()),
};

const service = z.strictObject({
  ...runnable,
  kind: z.enum(["api", "web", "worker", "scheduler", "isolated"]),
  service: z.string().describe("its name in the cluster"),
  host: z.string().optional(),
  health: z.array(z.string()).describe("paths that answer 200 when it can serve"),
  strategy: z.enum(["canary", "linear", "blue-green", "rolling"]).optional(),
  targetGroups: z.array(z.string()).optional().describe("blue and green, by ARN: either may serve"),
});

/** What a stack tells about itself, and all that the commands know of it. A change of shape is a new version. */
export const contract = z.strictObject({
  version: z.literal(4),
  product: z.string(),
  environment: z.enum(["staging", "production"]),
  account: z.string(),
  region: z.string(),
  cluster: z.string(),
  services: z.record(z.string(), service),
  tasks: z.record(z.string(), z.strictObject(runnable)).describe("one-off tasks, to be run with `ops task`"),
  database: z.strictObject({
    engine: z.enum(["postgres", "aurora-postgresql"]),
    identifier: z.string(),
    host: z.string().describe("the server itself"),
    proxy: z.string().describe("where services connect"),
    credentials: z.string().describe("the owner's, by ARN"),
  }),
  caches: z.record(z.string(), z.strictObject({ replicationGroup: z.string() })),
  backups: z.strictObject({ vault: z.string(), evidence: z.string().describe("bucket of the records") }),
  buckets: z.record(z.string(), z.string()),
  secrets: z.record(z.string(), z.string()).describe("ARNs by name: never a value"),
  balancer: z.strictObject({ dnsName: z.string(), listener: z.string().describe("by ARN") }),
  certificate: z.string().describe("by ARN"),
  frontend: z
    .strictObject({
      kind: z.enum(["static", "server"]),
      host: z.string(),
      bucket: z.string().nullable().describe("of the files; null where a service makes the pages"),
      distribution: z.string().describe("by id"),
    })
    .nullable()
    .describe("what the CDN serves"),
  oncall: z.strictObject({ topic: z.string().describe("by ARN") }),
});

export type Contract = z.infer<typeof contract>;
