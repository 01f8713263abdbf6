import { z } from "zod";
import { backups } from "./shape/backups.ts";
import { breakers } from "./shape/breakers.ts";
import { type bucket, buckets, caches, database } from "./shape/data.ts";
import { cors, domain, firewall, network, provider, sender } from "./shape/edge.ts";
import { budget, errorTracking, logs, probes, telemetry } from "./shape/eyes.ts";
import { frontend } from "./shape/frontend.ts";
import { launch } from "./shape/launch.ts";
import { contacts, oncall, retention, slo, waiver } from "./shape/people.ts";
import { permissionsBoundary, pipeline } from "./shape/pipeline.ts";
import { envName, prose, slug, text } from "./shape/primitives.ts";
import { release } from "./shape/release.ts";
import { secret } from "./shape/secrets.ts";
import { cron, service, task } from "./shape/services.ts";
import { trials } from "./shape/trials.ts";

/** What a stack file may ask for, under `golive:platform`. Strict: a key that nothing knows is a mistake. */
export const shape = z.strictObject({
  product: slug.describe("the first word of every name in AWS"),
  environment: z
    .enum(["staging", "production"])
    .describe("production holds the floor; staging may be smaller"),
  owner: slug.describe("the team, as the `owner` tag"),
  account: text(/^\d{12}$/, "an AWS account id has 12 digits; quote it").describe(
    "where it stands; other credentials are refused",
  ),
  region: text(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-central-1").describe(
    "where the data stays (C18)",
  ),
  domain: domain.describe("the DNS zone that exists already"),
  network: network.describe("addresses, zones and ways out"),
  services: z.record(slug, service).describe("what runs, by name"),
  tasks: z
    .record(slug, task)
    .default({})
    .describe("one-off tasks: migrate, verify, bootstrap-admin (P07, W02)"),
  crons: z.record(slug, cron).default({}).describe("tasks that run on a schedule, by name"),
  release: release.describe(
    "what a release says of the schema, and for how long it can be gone back to (P17)",
  ),
  database: database.describe("PostgreSQL (G01)"),
  caches: caches.default({}).describe("Valkey, spoken to as Redis, by name (G02)"),
  buckets: buckets.default({}).describe("object storage, by name (G03)"),
  backups: backups.describe("backups, and the restore that is shown to work (K21)"),
  secrets: z.record(envName, secret).default({}).describe("every credential by name; never a value (G07)"),
  providers: z
    .record(slug, provider)
    .default({})
    .describe("third parties, and how each shows that it is there (G11)"),
  frontend: frontend.optional().describe("what the CDN serves (P01, C16)"),
  email: sender.optional().describe("transactional e-mail, by SES (G04)"),
  firewall: firewall.prefault({}).describe("what is refused before it reaches a service (C06, C07)"),
  cors: cors.describe("which pages may call the API"),
  slo: slo.prefault({}).describe("what pages, and what success means"),
  expectedRps: z
    .int()
    .min(1)
    .describe("requests a second at the busiest hour; load and soak tests multiply it (K18)"),
  logs: logs.prefault({}).describe("what the log lines say, and what of them nobody may read (W05, K22)"),
  telemetry: telemetry.optional().describe("traces and Prometheus metrics (C12)"),
  errorTracking: errorTracking.optional().describe("where unexpected errors go (K19)"),
  probes: probes.prefault({}).describe("what is asked from outside, again and again (P14, K10)"),
  budget: budget.optional().describe("what the stack may cost"),
  retention: retention.describe("how long each log is kept (C18)"),
  oncall: oncall.describe("whom a page reaches (G15)"),
  contacts: contacts.describe("whom to call (C22)"),
  pipeline: pipeline.optional().describe("the roles with which CI previews and deploys"),
  permissionsBoundary: permissionsBoundary
    .optional()
    .describe("the most that any role of this stack may do, by ARN"),
  trials: trials
    .prefault({})
    .describe("what is tried from outside before and after a launch (G12, K03, K18)"),
  launch: launch.prefault({}).describe("when it counts as launched, and whose GO opens it (G18, K25)"),
  breakers: breakers.prefault({}).describe("what is closed on purpose"),
  mayDiffer: z
    .record(envName, prose(10))
    .default({})
    .describe(
      "variables that staging may set otherwise, each with the reason (P15); read from production's file",
    ),
  waivers: z.array(waiver).default([]).describe("exemptions, each with a reason, an owner and an end"),
});

export type Config = z.infer<typeof shape>;
export type BucketSettings = z.infer<typeof bucket>;
