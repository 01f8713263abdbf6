import { z } from "zod";
import {
  email,
  envName,
  hostname,
  httpsUrl,
  later,
  origin,
  pathPattern,
  prose,
  slug,
  text,
} from "./primitives.ts";

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

export const frontend = z.strictObject({
  host: hostname.describe("the name under which the CDN serves it"),
  env: z.record(envName, z.string()).describe("runtime configuration, e.g. VITE_API_BASE_URL (P01)"),
  spaFallback: z.boolean().default(true).describe("unknown paths answer index.html"),
});

export const sender = z.strictObject({
  domain: hostname.describe("the sending domain, signed with DKIM"),
  from: email.describe("the sender's address, in that domain"),
});

export const provider = z.strictObject({
  purpose: prose(3).describe("what the product needs it for"),
  secret: envName.describe("name of its credential in `secrets`"),
  probe: httpsUrl.describe("an address that answers when the provider is reachable"),
});

export const cors = z.strictObject({
  origins: z.array(origin).min(1).describe("who may call the API from a browser (C05, W08)"),
});

const demotion = z.strictObject({
  path: pathPattern.describe("the path that stops being public"),
  reason: prose(10).describe("why, for whoever finds it"),
  owner: slug.describe("who brings it back"),
});

export const breakers = later(
  z.strictObject({
    demote: z.array(demotion).default([]).describe("paths that are closed to the public (K14)"),
    freeze: z.boolean().default(false).describe("true closes the whole public surface (K15)"),
  }),
  "the edge will demote these paths or freeze the surface (K14, K15)",
);
