import { z } from "zod";
import { envName, probePath, prose, slug, text } from "./primitives.ts";
import { image } from "./workload.ts";

const field = text(
  /^[A-Za-z_][\w-]{0,63}(\.[A-Za-z_][\w-]{0,63}){0,3}$/,
  "a field of a JSON log line, e.g. status or http.status",
);

/** How the product's JSON log lines call things: metric filters and saved queries use these names (P12, W05). */
export const logs = z.strictObject({
  requestId: field.default("request_id").describe("the id that follows a request through all services"),
  path: field.default("path").describe("the path that was asked, without its query"),
  status: field.default("status").describe("the HTTP status that was answered, a number"),
  durationMs: field.default("duration_ms").describe("how long the answer took, milliseconds"),
  jobId: field.default("job_id").describe("a worker's job"),
  retries: field.default("retry_count").describe("how often the job was tried before"),
  masked: z
    .array(
      z.enum([
        "Address",
        "AwsSecretKey",
        "CreditCardExpiration",
        "CreditCardNumber",
        "CreditCardSecurityCode",
        "EmailAddress",
        "IpAddress",
        "LatLong",
        "Name",
        "OpenSshPrivateKey",
        "PgpPrivateKey",
        "PkcsPrivateKey",
        "PuttyPrivateKey",
        "VehicleIdentificationNumber",
      ]),
    )
    .default([
      "AwsSecretKey",
      "CreditCardNumber",
      "CreditCardSecurityCode",
      "EmailAddress",
      "OpenSshPrivateKey",
      "PkcsPrivateKey",
    ])
    .describe("what nobody reads in an application's log: CloudWatch Logs' managed data identifiers (K22)"),
});

/** Traces and Prometheus metrics, by an OpenTelemetry collector beside each container (C12). */
export const telemetry = z.strictObject({
  collector: image.describe("the AWS distribution of the OpenTelemetry collector, by digest"),
  tracePercent: z
    .number()
    .min(0)
    .max(100)
    .default(5)
    .describe("share of the requests that are traced, in X-Ray"),
  scrapeSeconds: z.int().min(15).max(300).default(60).describe("how often /metrics is read"),
  grafana: z
    .strictObject({
      signIn: z.enum(["AWS_SSO", "SAML"]).describe("how people sign in; either must exist in the account"),
    })
    .optional()
    .describe("Managed Grafana on top; billed per editor"),
});

/** Where unexpected errors go (K19). */
export const errorTracking = z.strictObject({
  secret: envName.describe("the DSN's name in `secrets`; every service that is not isolated gets it"),
  pages: envName
    .optional()
    .describe(
      "the DSN of the pages, in `secrets`; `ops frontend publish` writes it into the runtime configuration",
    ),
});

const asked = {
  service: slug.describe("whose path it is"),
  path: probePath.describe("what is asked"),
};

/** Probes from outside, by CloudWatch Synthetics (G06, K10, K22, G13). */
export const probes = z.strictObject({
  everyMinutes: z.literal([1, 5, 10, 15, 30, 60]).default(5).describe("how often each probe runs"),
  runtime: text(/^syn-nodejs-playwright-\d+\.\d+$/, "a runtime such as syn-nodejs-playwright-9.0")
    .default("syn-nodejs-playwright-9.0")
    .describe("CloudWatch Synthetics' runtime; AWS deprecates old ones"),
  protected: z
    .array(
      z.strictObject({ ...asked, method: z.enum(["GET", "HEAD", "POST"]).default("GET").describe("how") }),
    )
    .max(20)
    .default([])
    .describe("answers 401 or 403 without a valid token; else it pages (K10, K22)"),
  tenants: z
    .union([
      z.strictObject({ none: prose(20).describe("why there is only one tenant") }),
      z.strictObject({
        leaks: z
          .array(
            z.strictObject({
              ...asked,
              as: envName.describe(
                "the secret with a token of ANOTHER tenant than the one whose path this is; sent as Bearer",
              ),
            }),
          )
          .min(1)
          .max(10)
          .describe("answers 403 or 404 to a stranger; else it pages"),
      }),
    ])
    .optional()
    .describe("the two-tenant probe (G13)"),
});
export type Probes = z.infer<typeof probes>;

/** What the stack may cost. */
export const budget = z.strictObject({
  monthlyUsd: z
    .int()
    .min(1)
    .max(1_000_000)
    .describe("expected cost of a month, US dollars; more opens a ticket"),
});
