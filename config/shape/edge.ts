import { z } from "zod";
import { day, email, envName, hostname, httpsUrl, origin, prose, slug, text } from "./primitives.ts";

/** The public DNS zone that exists already, known by name and id: looking it up would need credentials at preview. */
export const domain = z.strictObject({
  zone: hostname.describe("the zone's name; every host of the platform is in it"),
  zoneId: text(/^Z[A-Z0-9]{8,31}$/, "a Route 53 hosted zone id, e.g. Z0123456789ABCDEFGHIJ").describe(
    "the zone's id",
  ),
});

const octet = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

export const network = z.strictObject({
  cidr: text(new RegExp(`^10\\.${octet}\\.0\\.0/16$`), "a /16 out of 10.0.0.0/8, e.g. 10.20.0.0/16").describe(
    "the network's addresses; no other network of the company has them",
  ),
  zones: z
    .array(text(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "a zone such as eu-central-1a"))
    .min(2)
    .max(4)
    .describe("availability zones of the region"),
  natPerZone: z
    .boolean()
    .describe("false shares one NAT gateway: cheaper, and one zone's loss cuts all egress"),
  interfaceEndpoints: z
    .array(
      z.enum(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "kms", "sts", "monitoring", "ssmmessages"]),
    )
    .default([])
    .describe("AWS services reached inside the network; each costs per zone and hour"),
});

export const sender = z.strictObject({
  domain: hostname.describe("the sending domain, signed with DKIM"),
  from: email.describe("the sender's address, in that domain"),
  mailFrom: text(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, "one label, e.g. bounce")
    .default("bounce")
    .describe("the label under that domain to which bounces go; used for nothing else"),
  dmarc: z
    .strictObject({
      policy: z
        .enum(["none", "quarantine", "reject"])
        .default("quarantine")
        .describe("what receivers do with mail that claims to be ours and is not"),
      reports: email.describe("where receivers send their daily reports"),
    })
    .describe("what the domain's DMARC record says"),
});

export const provider = z.strictObject({
  purpose: prose(3).describe("what the product needs it for"),
  secret: envName.describe("name of its credential in `secrets`"),
  probe: httpsUrl.describe("an address that answers when the provider is reachable"),
  answers: z
    .array(z.int().min(200).max(499))
    .min(1)
    .default([200, 201, 204, 301, 302, 400, 401, 403, 404, 405])
    .describe("statuses that mean that it is there: it is asked without the credential"),
  credential: z
    .union([
      z.strictObject({
        header: text(/^[a-z][a-z0-9-]{1,39}$/, "a header's name in lower case").describe(
          "the header that carries it",
        ),
        before: z.string().max(40).default("").describe("what stands before it, such as `Bearer `"),
      }),
      z.strictObject({
        query: text(/^[\w.-]{1,40}$/, "a parameter's name").describe("the parameter that carries it"),
      }),
      z.strictObject({
        none: prose(20).describe("why the probe takes no credential, and what shows it instead"),
      }),
    ])
    .default({ header: "authorization", before: "Bearer " })
    .describe("how `ops providers` sends the credential; it must then be answered 2xx"),
});

export const cors = z.strictObject({
  origins: z.array(origin).min(1).describe("who may call the API from a browser (C05, W08)"),
});

/** The rules of the firewall that can be made to count only, by what they refuse. */
export const firewallRules = [
  "reputation",
  "common",
  "known-bad-inputs",
  "sql",
  "bots",
  "body-size",
  "address-rate",
  "credential-rate",
  "origin",
  "credential",
] as const;

/** What the firewall before the balancer and the CDN refuses (C06, C07). */
export const firewall = z.strictObject({
  perMinute: z
    .strictObject({
      address: z.int().min(10).max(2_000_000).default(600).describe("requests of one IP address in a minute"),
      credential: z
        .int()
        .min(10)
        .max(2_000_000)
        .default(1200)
        .describe("requests with one credential in a minute"),
    })
    .prefault({})
    .describe("more are answered 429 (C06)"),
  bodyKiB: z
    .int()
    .min(8)
    .max(1_048_576)
    .default(1024)
    .describe("a request's body at most; a longer one is answered 413"),
  uploads: z
    .array(
      z.strictObject({
        path: text(/^\/[\w\-./~]*\*?$/, "a path, or the beginning of paths with * at its end").describe(
          "where longer bodies are let in",
        ),
        bodyKiB: z.int().min(8).max(1_048_576).describe("a request's body at most, there"),
      }),
    )
    .max(10)
    .default([])
    .describe("where files are sent to"),
  credentials: z
    .array(
      z.union([
        z.strictObject({
          header: text(/^[a-z][a-z0-9-]{1,39}$/, "a header's name in lower case").describe(
            "a header that carries it",
          ),
        }),
        z.strictObject({
          cookie: text(/^[\w-]{2,60}$/, "a cookie's name").describe("a cookie that carries it"),
        }),
      ]),
    )
    .min(1)
    .max(3)
    .default([{ header: "authorization" }])
    .describe("what a request that is not public must carry; the first counts for the rate"),
  bots: z
    .enum(["off", "common"])
    .default("off")
    .describe(
      "AWS's bot control: refuses clients of pages, not of APIs, that say, or show, that they are no browser; has its own price",
    ),
  countOnly: z
    .array(
      z.strictObject({
        rule: z.enum(firewallRules).describe("which rule"),
        reason: prose(10).describe("why it does not refuse yet"),
        owner: slug.describe("who makes it refuse"),
        until: day.describe("the last day, at most 30 days ahead; afterwards the stack is not ready"),
      }),
    )
    .default([])
    .describe("rules that count what they would refuse, before they refuse it"),
});
export type Firewall = z.infer<typeof firewall>;
