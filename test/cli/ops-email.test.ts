import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { conditionsOf, type Seen } from "../../ops/email/readiness.ts";
import { answering } from "./answering.ts";
import { Endpoint, Folder, identityOf, type Reply, somebody } from "./running.ts";

const account = "444455556666";
const domain = "staging.prospector.example";
const settings = {
  domain,
  from: `reports@${domain}`,
  mailFrom: "bounce",
  dmarc: { policy: "quarantine", reports: `dmarc@${domain}` },
} as const;

const good: Seen = {
  account: {
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    EnforcementStatus: "HEALTHY",
    SendQuota: { Max24HourSend: 50_000, SentLast24Hours: 120, MaxSendRate: 14 },
  },
  identity: {
    VerifiedForSendingStatus: true,
    VerificationStatus: "SUCCESS",
    DkimAttributes: {
      Status: "SUCCESS",
      SigningEnabled: true,
      SigningHostedZone: "dkim.amazonses.com.",
    },
    MailFromAttributes: {
      MailFromDomain: `bounce.${domain}`,
      MailFromDomainStatus: "SUCCESS",
      BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
    },
  },
  set: { SendingOptions: { SendingEnabled: true } },
};
const judged = (seen: Partial<Seen>, environment: "staging" | "production" = "production") =>
  conditionsOf({ ...good, ...seen }, settings, { stack: environment, environment, region: "eu-central-1" });
const bad = (seen: Partial<Seen>) =>
  judged(seen)
    .filter(({ ready }) => !ready)
    .map(({ name, found, todo }) => [name, found, todo?.split(/[,:;]/)[0]]);
const withAccount = (changed: Partial<Seen["account"]>) => ({ account: { ...good.account, ...changed } });
const withIdentity = (changed: Partial<NonNullable<Seen["identity"]>>) => ({
  identity: { ...good.identity, ...changed },
});
const dns = "look whether the records at the domain's name servers are the stack's";
const up = "`./golive up production` makes it";

describe("what it takes to send", () => {
  it("is all there: domain, signature, envelope, set, access, no pause, and room", () => {
    expect(judged({}).map(({ name, ready, found }) => `${name} ${ready}: ${found}`)).toEqual([
      "domain true: success",
      "DKIM true: success",
      `MAIL FROM true: bounce.${domain}: success`,
      "configuration set true: sends",
      "production access true: granted",
      "sending true: the account is healthy",
      "quota true: 120 of 50000 within a day",
    ]);
  });

  it.each<[string, Partial<Seen>, readonly (readonly [string, string, string])[]]>([
    [
      "nothing was deployed",
      { identity: undefined, set: undefined },
      [
        ["domain", "not there", up],
        ["DKIM", "not there", up],
        ["MAIL FROM", "not there", up],
        ["configuration set", "not there", up],
      ],
    ],
    [
      "SES has not found the keys yet",
      withIdentity({
        VerifiedForSendingStatus: false,
        VerificationStatus: "PENDING",
        DkimAttributes: { Status: "PENDING", SigningEnabled: true },
      }),
      [
        ["domain", "pending", dns],
        ["DKIM", "pending", dns],
      ],
    ],
    [
      "SES keeps the keys somewhere else than the records say",
      withIdentity({
        DkimAttributes: {
          Status: "PENDING",
          SigningEnabled: true,
          SigningHostedZone: "dkim.eu-central-1.amazonses.com",
        },
      }),
      [
        [
          "DKIM",
          "SES keeps the keys of eu-central-1 at dkim.eu-central-1.amazonses.com, and the stack's records point to dkim.amazonses.com",
          "name dkim.eu-central-1.amazonses.com for eu-central-1 in config/dkim.ts",
        ],
      ],
    ],
    [
      "nobody signs",
      withIdentity({ DkimAttributes: { Status: "SUCCESS", SigningEnabled: false } }),
      [["DKIM", "signing is switched off", dns]],
    ],
    [
      "the envelope's records are gone",
      withIdentity({
        MailFromAttributes: {
          MailFromDomain: `bounce.${domain}`,
          MailFromDomainStatus: "FAILED",
          BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
        },
      }),
      [["MAIL FROM", `bounce.${domain}: failed`, dns]],
    ],
    [
      "the envelope is another one",
      withIdentity({
        MailFromAttributes: {
          MailFromDomain: `old.${domain}`,
          MailFromDomainStatus: "SUCCESS",
          BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
        },
      }),
      [["MAIL FROM", `old.${domain}`, up]],
    ],
    [
      "somebody switched the set off",
      { set: { SendingOptions: { SendingEnabled: false } } },
      [["configuration set", "sending is switched off", up]],
    ],
    [
      "the account is in the sandbox",
      withAccount({ ProductionAccessEnabled: false }),
      [
        [
          "production access",
          "sandbox: SES delivers to verified addresses and to its simulator alone",
          "ask AWS for production access in SES's console",
        ],
      ],
    ],
    [
      "AWS stopped the account",
      withAccount({ SendingEnabled: false, EnforcementStatus: "SHUTDOWN" }),
      [["sending", "paused; the account is shutdown", "read AWS's letter to the account's address"]],
    ],
    [
      "AWS reviews the account",
      withAccount({ EnforcementStatus: "PROBATION" }),
      [["sending", "the account is probation", "read AWS's letter to the account's address"]],
    ],
    [
      "the day's quota is nearly used up",
      withAccount({ SendQuota: { Max24HourSend: 1000, SentLast24Hours: 900, MaxSendRate: 14 } }),
      [["quota", "900 of 1000 within a day", "ask for a higher sending quota in Service Quotas"]],
    ],
  ])("is missed, with what to do, where %s", (_, seen, missed) => expect(bad(seen)).toEqual(missed));

  it("is enough in staging without production access, and said", () => {
    const access = judged(withAccount({ ProductionAccessEnabled: false }), "staging")[4];
    expect(access).toEqual({
      name: "production access",
      ready: true,
      found:
        "sandbox: SES delivers to verified addresses and to its simulator alone; services may write to each: aws sesv2 create-email-identity --email-identity ADDRESS --region eu-central-1",
    });
  });

  it("has room without end where SES sets no limit", () => {
    const seen = withAccount({ SendQuota: { Max24HourSend: -1, SentLast24Hours: 7, MaxSendRate: 14 } });
    expect(judged(seen)[6]).toMatchObject({ ready: true, found: "7 sent within a day, without a limit" });
  });
});

describe("ops email", () => {
  async function email(args: readonly string[], reply: (asked: string) => Reply) {
    await using aws = await Endpoint.start((asked, body) =>
      body.includes("GetCallerIdentity") ? identityOf(account) : reply(asked),
    );
    const env = { ...somebody, AWS_ENDPOINT_URL: aws.url };
    return { ...(await answering(["ops", "email", "staging", ...args], env)), asked: aws.asked };
  }
  const json = (body: unknown): Reply => ({ body: JSON.stringify(body) });
  const none: Reply = { status: 404, headers: { "x-amzn-errortype": "NotFoundException" }, body: "{}" };
  const answers = (asked: string): Reply => {
    if (asked.includes("/account")) return json(good.account);
    if (asked.includes("/identities/")) return json(good.identity);
    if (asked.includes("/configuration-sets/")) return json(good.set);
    return json({ SuppressedDestinationSummaries: [{}] });
  };

  it("reads, and nothing else, and ends well where all is ready", async () => {
    const { status, stdout, stderr, asked } = await email([], answers);
    expect([status, stderr]).toEqual([0, ""]);
    expect([...asked].sort()).toEqual([
      "GET /v2/email/account",
      "GET /v2/email/configuration-sets/prospector-staging",
      `GET /v2/email/identities/${domain}`,
      "GET /v2/email/suppression/addresses?PageSize=1000",
      "POST /",
    ]);
    expect(stdout).toContain("The account writes to 1 address no more");
    expect(stdout).toContain("Ready: mail is taken, signed and delivered.");
  });

  it("ends with 1 and with what to do where something is missing", async () => {
    const { status, stdout } = await email([], (asked) =>
      asked.includes("/identities/") ? none : answers(asked),
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}✘ {2}domain +not there\n +→ `\.\/golive up staging` makes it$/m);
    expect(stdout).toContain("Not ready: 3 of 7 conditions.");
  });

  it("says which right is missing, where SES may not be asked", async () => {
    const refused = { status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" }, body: "{}" };
    const { status, stderr } = await email([], () => refused);
    expect(status).toBe(3);
    expect(stderr).toMatch(/needs ses:/);
  });

  it.each([[[]], [["--send-to"]]])("says where a stack without mail has none: %j", async (words) => {
    using folder = new Folder().write();
    const file = join(folder.path, "Pulumi.staging.yaml");
    const stack = parseDocument(readFileSync(file, "utf8"));
    stack.deleteIn(["config", "golive:platform", "email"]);
    stack.setIn(["config", "golive:platform", "services", "worker", "uses", "email"], false);
    writeFileSync(file, String(stack));
    const { status, stderr } = await answering(["ops", "email", "staging", "-d", folder.path, ...words]);
    expect(status).toBe(2);
    expect(stderr.split("\n").slice(2, 5)).toEqual([
      expect.stringMatching(/^Pulumi\.staging\.yaml:\d+:\d+ {2}email$/),
      "  found:   nothing: this stack sends no mail",
      "  allowed: a sender, with its domain",
    ]);
  });

  it("sends nothing without --yes, and says what it would send", async () => {
    const { status, stdout, asked } = await email(["--send-to"], answers);
    expect([status, asked]).toEqual([1, []]);
    expect(stdout).toContain(`from reports@${domain} to success@simulator.amazonses.com`);
    expect(stdout).toContain("Dry run: nothing was sent");
    expect(stdout).toContain("./golive ops email staging --yes");
  });

  it.each([
    [["--yes", "--json"], "--json", "without them"],
    [["--send-to", "me@shop.example", "--json"], "--json", "without them"],
  ])("asks nobody where %j would be passed over in silence", async (args, path, allowed) => {
    const { status, stderr, asked } = await email(args, answers);
    expect([status, asked]).toEqual([2, []]);
    expect(stderr).toContain(`the command line  ${path}\n`);
    expect(stderr).toContain(`allowed: ${allowed}`);
  });

  it.each(["me", "me@here", "me @shop.example"])("refuses %s as an address", async (address) => {
    const { status, stderr, asked } = await email(["--send-to", address, "--yes"], answers);
    expect([status, asked]).toEqual([2, []]);
    expect(stderr).toContain("an e-mail address");
  });

  it("says why SES took no message", async () => {
    const refused = {
      status: 400,
      headers: { "x-amzn-errortype": "MessageRejected" },
      body: JSON.stringify({ message: "Email address is not verified" }),
    };
    using evidence = new Folder();
    const { status, stderr } = await email(
      ["--send-to", "me@shop.example", "--yes", "--evidence", evidence.path],
      (asked) => (asked.includes("outbound-emails") ? refused : answers(asked)),
    );
    expect(status).toBe(3);
    expect(stderr).toContain("MessageRejected: Email address is not verified");
    const record = readFileSync(join(evidence.path, "prospector-staging", "00000001.json"), "utf8");
    expect(JSON.parse(record)).toMatchObject({ kind: "email", result: "failed" });
  });
});
