import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";

interface At {
  readonly domain: string;
  readonly zoneId: string;
  readonly region: string;
}

interface Entry {
  readonly name: pulumi.Input<string>;
  readonly type: "CNAME" | "MX" | "TXT";
  readonly value: pulumi.Input<string>;
}

/** A record that is there already is never written over: then the deployment stops, and a person looks whose it is. */
const record = (name: string, zoneId: string, entry: Entry, parent: pulumi.Resource): aws.route53.Record =>
  new aws.route53.Record(
    name,
    { zoneId, name: entry.name, type: entry.type, records: [entry.value], ttl: 300 },
    { parent },
  );

/** Where receivers find the public keys of Easy DKIM. SES makes three tokens: which, only AWS knows; how many, we do. */
export function dkimRecords(
  name: string,
  { domain, zoneId, keys }: Omit<At, "region"> & { readonly keys: string },
  identity: aws.sesv2.EmailIdentity,
  parent: pulumi.Resource,
): void {
  for (const at of [0, 1, 2]) {
    // With the ARN, because a preview knows what we said of signing, and would take that for all that there is.
    const token = pulumi
      .all([identity.dkimSigningAttributes, identity.arn])
      .apply(([{ tokens }]) => tokenAt(tokens, at));
    record(
      `${name}-dkim-${at + 1}`,
      zoneId,
      {
        name: token.apply((it) => `${it}._domainkey.${domain}`),
        type: "CNAME",
        value: token.apply((it) => `${it}.${keys}`),
      },
      parent,
    );
  }
}

function tokenAt(tokens: readonly string[], at: number): string {
  const token = tokens[at];
  if (token === undefined) throw new Error(`SES made ${tokens.length} DKIM tokens, not three`);
  return token;
}

/**
 * Whose mail a receiver takes: the name that it checks SPF for is MAIL FROM's, which has no other use. The domain itself
 * gets no SPF record from here: its one TXT record may be somebody's already, and nothing is sent in its envelope.
 */
export const mailFromRecords = (
  name: string,
  { domain, zoneId, region }: At,
  parent: pulumi.Resource,
): readonly aws.route53.Record[] => [
  record(
    `${name}-mx`,
    zoneId,
    { name: domain, type: "MX", value: `10 feedback-smtp.${region}.amazonses.com` },
    parent,
  ),
  record(
    `${name}-spf`,
    zoneId,
    { name: domain, type: "TXT", value: "v=spf1 include:amazonses.com ~all" },
    parent,
  ),
];

/** What receivers do with mail that claims to be ours and is not, and whom they tell (RFC 7489). */
export const dmarcRecord = (
  name: string,
  { domain, zoneId }: At,
  { policy, reports }: NonNullable<Config["email"]>["dmarc"],
  parent: pulumi.Resource,
): aws.route53.Record =>
  record(
    `${name}-dmarc`,
    zoneId,
    { name: `_dmarc.${domain}`, type: "TXT", value: `v=DMARC1; p=${policy}; rua=mailto:${reports}` },
    parent,
  );
