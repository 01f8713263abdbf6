import type {
  GetAccountResponse,
  GetConfigurationSetResponse,
  GetEmailIdentityResponse,
} from "@aws-sdk/client-sesv2";
import { dkimDomain } from "../../config/dkim.ts";
import type { Config } from "../../config/schema.ts";
import { type Condition, condition } from "../condition.ts";

type Settings = NonNullable<Config["email"]>;

/** What SES says of the stack's sender; undefined: there is no such thing. */
export interface Seen {
  readonly account: GetAccountResponse;
  readonly identity: GetEmailIdentityResponse | undefined;
  readonly set: GetConfigurationSetResponse | undefined;
}

/** Where a sandbox does: mail goes to verified addresses and to SES's mailbox simulator. */
const sandbox = "sandbox: SES delivers to verified addresses and to its simulator alone";

/** Verified by SES itself: whoever owns the address follows a link. */
const toWhom = (region: string): string =>
  `${sandbox}; services may write to each: aws sesv2 create-email-identity --email-identity ADDRESS --region ${region}`;

/** Everything that must be so before a message arrives, in the order in which SES asks for it (G04). */
export function conditionsOf(
  { account, identity, set }: Seen,
  settings: Settings,
  { stack, environment, region }: { readonly stack: string } & Pick<Config, "environment" | "region">,
): readonly Condition[] {
  const up = `\`./golive up ${stack}\` makes it`;
  const dns =
    "look whether the records at the domain's name servers are the stack's; SES looks again for three days";
  const { DkimAttributes: dkim, MailFromAttributes: mailFrom } = identity ?? {};
  const keys = dkimDomain(region);
  const elsewhere = dkim?.SigningHostedZone !== undefined && !same(dkim.SigningHostedZone, keys);
  const name = `${settings.mailFrom}.${settings.domain}`;
  const enforced = account.EnforcementStatus ?? "unknown";
  const { Max24HourSend: most = 0, SentLast24Hours: sent = 0 } = account.SendQuota ?? {};
  return [
    condition("domain", identity?.VerifiedForSendingStatus === true, {
      found: identity ? (identity.VerificationStatus ?? "not verified").toLowerCase() : "not there",
      todo: identity ? dns : up,
    }),
    condition("DKIM", dkim?.Status === "SUCCESS" && dkim.SigningEnabled === true && !elsewhere, {
      found: elsewhere
        ? `SES keeps the keys of ${region} at ${dkim.SigningHostedZone}, and the stack's records point to ${keys}`
        : dkim?.SigningEnabled === false
          ? "signing is switched off"
          : (dkim?.Status ?? "not there").toLowerCase(),
      todo: elsewhere
        ? `name ${dkim.SigningHostedZone} for ${region} in config/dkim.ts, then \`./golive up ${stack}\``
        : identity
          ? dns
          : up,
    }),
    condition("MAIL FROM", mailFrom?.MailFromDomain === name && mailFrom.MailFromDomainStatus === "SUCCESS", {
      found:
        mailFrom?.MailFromDomain === name
          ? `${name}: ${(mailFrom.MailFromDomainStatus ?? "unknown").toLowerCase()}`
          : (mailFrom?.MailFromDomain ?? "not there"),
      todo: mailFrom?.MailFromDomain === name ? dns : up,
    }),
    condition("configuration set", set?.SendingOptions?.SendingEnabled === true, {
      found: set ? (set.SendingOptions?.SendingEnabled ? "sends" : "sending is switched off") : "not there",
      todo: up,
    }),
    condition("production access", account.ProductionAccessEnabled === true || environment !== "production", {
      found: account.ProductionAccessEnabled
        ? "granted"
        : environment === "production"
          ? sandbox
          : toWhom(region),
      todo: "ask AWS for production access in SES's console, under Account dashboard; an answer takes about a day",
    }),
    condition("sending", account.SendingEnabled === true && enforced === "HEALTHY", {
      found: account.SendingEnabled
        ? `the account is ${enforced.toLowerCase()}`
        : `paused; the account is ${enforced.toLowerCase()}`,
      todo: "read AWS's letter to the account's address, mend what it names, and answer it in the support case",
    }),
    condition("quota", most < 0 || sent < most * 0.9, {
      found: most < 0 ? `${sent} sent within a day, without a limit` : `${sent} of ${most} within a day`,
      todo: "ask for a higher sending quota in Service Quotas, before mail is refused",
    }),
  ];
}

/** Names of domains, with or without the dot at their end. */
const same = (one: string, other: string): boolean =>
  one.replace(/\.$/, "").toLowerCase() === other.toLowerCase();
