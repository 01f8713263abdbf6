import { describe, expect, it } from "vitest";
import { Sender } from "../../components/email/sender.ts";
import { role } from "../../components/role.ts";
import { deliveryWatches, reputationWatches } from "../../components/watch/alarms/email.ts";
import { providerWatches } from "../../components/watch/alarms/providers.ts";
import type { Watch } from "../../components/watch/alarms/watch.ts";
import { dkimDomain } from "../../config/dkim.ts";
import { decide } from "./decide.ts";
import { declare, type Plan, unknown } from "./declare.ts";
import { matches } from "./matching.ts";
import { inside, logGroups, madeByAws, place } from "./stores.ts";

const settings = {
  domain: "shop.example",
  from: "orders@shop.example",
  mailFrom: "bounce",
  dmarc: { policy: "quarantine", reports: "dmarc@shop.example" },
} as const;
const sender = (environment: "staging" | "production" = "production") =>
  new Sender("email", {
    ...{ place, settings, environment, zoneId: "Z1", logs: inside.logs },
    dkimDomain: dkimDomain(place.region),
  });
const recordType = "aws:route53/record:Record";
const destinationType = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const ses = (resource: string) => `arn:aws:ses:eu-central-1:111122223333:${resource}`;

/** `name type value` of each record that is known. */
const records = (plan: Plan) =>
  plan
    .all(recordType)
    .filter(({ name }) => name !== unknown)
    .map(({ name, type, records }) => `${String(name)} ${type} ${[records].flat().join()}`)
    .sort();

describe("a sender", () => {
  it("is a signing domain, its records, one set to send by, and what becomes of mail", async () => {
    const plan = await declare(() => sender());
    expect(plan.names().filter((line) => line.startsWith("aws:"))).toEqual([
      "aws:cloudwatch/eventRule:EventRule  email-rule",
      "aws:cloudwatch/eventTarget:EventTarget  email-log-target",
      "aws:cloudwatch/logGroup:LogGroup  email-log",
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy  email-log-policy",
      "aws:route53/record:Record  email-dkim-1",
      "aws:route53/record:Record  email-dkim-2",
      "aws:route53/record:Record  email-dkim-3",
      "aws:route53/record:Record  email-dmarc",
      "aws:route53/record:Record  email-mx",
      "aws:route53/record:Record  email-spf",
      "aws:sesv2/configurationSet:ConfigurationSet  email-set",
      "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination  email-events",
      "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination  email-metrics",
      "aws:sesv2/emailIdentity:EmailIdentity  email-identity",
      "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes  email-mail-from",
    ]);
  });

  it("delivers over TLS alone, is measured, and writes to nobody again whom it did not reach or who complained", async () => {
    const plan = await declare(() => sender());
    expect(plan.only("aws:sesv2/configurationSet:ConfigurationSet")).toEqual({
      configurationSetName: "shop-staging",
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
  });

  it("signs with keys of 2048 bits, and sends by its own set what names none", async () => {
    const plan = await declare(() => sender());
    const identity = plan.get("aws:sesv2/emailIdentity:EmailIdentity", "email-identity");
    expect(identity.inputs).toMatchObject({
      emailIdentity: "shop.example",
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    });
    expect(identity.uses("configurationSetName")).toEqual(["email-set"]);
  });

  it("is known to receivers by its records, once AWS has made the three keys", async () => {
    const first = await declare(() => sender());
    expect(records(first)).toEqual([
      "_dmarc.shop.example TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example",
      "bounce.shop.example MX 10 feedback-smtp.eu-central-1.amazonses.com",
      "bounce.shop.example TXT v=spf1 include:amazonses.com ~all",
    ]);
    const dkim = first.declared.filter(({ name }) => name.startsWith("email-dkim-"));
    expect(dkim.map((one) => [one.inputs.name, one.uses("name")])).toEqual(
      Array(3).fill([unknown, ["email-identity"]]),
    );

    const resolved = records(await declare(() => sender(), { pass: "resolved" })).filter((line) =>
      /CNAME/.test(line),
    );
    for (const line of resolved)
      expect(line).toMatch(/^([0-9a-f]{32})\._domainkey\.shop\.example CNAME \1\.dkim\.amazonses\.com$/);
    expect(new Set(resolved).size).toBe(3);
  });

  it.each([
    ["eu-south-1", "dkim.eu-south-1.amazonses.com"],
    ["eu-central-2", "dkim.eu-central-2.amazonses.com"],
    ["ap-southeast-2", "dkim.amazonses.com"],
    ["us-east-1", "dkim.amazonses.com"],
  ])("shows receivers its keys where SES keeps those of %s", async (region, keys) => {
    const there = () =>
      new Sender("email", {
        ...{ place: { ...place, region }, settings, zoneId: "Z1", logs: inside.logs },
        ...{ environment: "production", dkimDomain: dkimDomain(region) },
      });
    const shown = records(await declare(there, { pass: "resolved" })).filter((line) => /CNAME/.test(line));
    expect(shown.map((line) => line.replace(/^.* CNAME [0-9a-f]{32}\./, ""))).toEqual(Array(3).fill(keys));
  });

  it("leaves the domain's own TXT record, which may be somebody's, alone", async () => {
    const names = (await declare(() => sender())).all(recordType).map(({ name }) => name);
    expect(names).not.toContain("shop.example");
  });

  it("takes bounces at a name of its own, of which SES is told when its records stand", async () => {
    const plan = await declare(() => sender());
    const type = "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes";
    const mailFrom = plan.get(type, "email-mail-from");
    expect(mailFrom.inputs).toMatchObject({
      mailFromDomain: "bounce.shop.example",
      behaviorOnMxFailure: "USE_DEFAULT_VALUE",
    });
    expect(mailFrom.after).toEqual(expect.arrayContaining(["email-identity", "email-mx", "email-spf"]));
  });

  it("leaves nothing but DKIM's keys for AWS to make up, at the first preview", async () => {
    const made = madeByAws(await declare(() => sender())).filter((line) =>
      / (name|records|policy)/.test(line),
    );
    expect(made).toEqual(["email-dkim-1 name", "email-dkim-2 name", "email-dkim-3 name"]);
  });
});

describe("what becomes of mail", () => {
  it("is counted by configuration set, and what did not arrive becomes an event", async () => {
    const plan = await declare(() => sender());
    const [metrics, events] = ["email-metrics", "email-events"].map((name) =>
      plan.get(destinationType, name),
    );
    expect([metrics, events].map((one) => one?.inputs.eventDestination)).toEqual([
      {
        enabled: true,
        matchingEventTypes: ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE"],
        cloudWatchDestination: {
          dimensionConfigurations: [
            {
              dimensionName: "ses:configuration-set",
              dimensionValueSource: "MESSAGE_TAG",
              defaultDimensionValue: "shop-staging",
            },
          ],
        },
      },
      {
        enabled: true,
        matchingEventTypes: ["BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE", "DELIVERY_DELAY"],
        eventBridgeDestination: {
          eventBusArn: "arn:aws:events:eu-central-1:111122223333:event-bus/default",
        },
      },
    ]);
  });

  it("is written down where it is of this stack's set, in a log that forgets and is encrypted", async () => {
    const plan = await declare(() => sender());
    expect(logGroups(plan)).toEqual(["/shop-staging/events/email 30 arn:logs-key"]);
    const pattern = JSON.parse(String(plan.only("aws:cloudwatch/eventRule:EventRule").eventPattern));
    const event = (set: string) => ({
      source: "aws.ses",
      "detail-type": "Email Bounced",
      detail: { mail: { tags: { "ses:configuration-set": [set] } } },
    });
    expect(matches(pattern, event("shop-staging"))).toBe(true);
    expect(matches(pattern, event("shop-production"))).toBe(false);
    const target = plan.get("aws:cloudwatch/eventTarget:EventTarget", "email-log-target");
    expect([target.uses("rule"), target.uses("arn")]).toEqual([["email-rule"], ["email-log"]]);
    expect(target.after).toContain("email-log-policy");
  });

  it("is written by EventBridge's two services, for that rule, and into that log", async () => {
    const plan = await declare(() => sender());
    const { Statement } = JSON.parse(
      String(plan.only("aws:cloudwatch/logResourcePolicy:LogResourcePolicy").policyDocument),
    );
    const Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"];
    const streams = "arn:aws:logs:eu-central-1:111122223333:log-group:/shop-staging/events/email:*";
    expect(Statement).toMatchObject([
      { Action: "logs:CreateLogStream", Principal: { Service }, Resource: streams },
      {
        Action: "logs:PutLogEvents",
        Principal: { Service },
        Resource: `${streams}:*`,
        Condition: {
          ArnEquals: { "aws:SourceArn": "arn:aws:events:eu-central-1:111122223333:rule/shop-staging-email" },
        },
      },
    ]);
  });
});

describe("the right to send", () => {
  const allowed = async (environment?: "staging" | "production") => {
    const plan = await declare(() => {
      const own = sender(environment);
      const named = { name: "worker", description: "a worker", trust: "{}" };
      own.allow("worker", role("worker-role", place, named, own));
    });
    return plan.only("aws:iam/rolePolicy:RolePolicy").policy;
  };

  it.each([
    ["in the domain's name, from its address", "identity/shop.example", "orders@shop.example", "Allowed"],
    ["by its configuration set", "configuration-set/shop-staging", "orders@shop.example", "Allowed"],
    ["not from another address of it", "identity/shop.example", "ceo@shop.example", "ImplicitlyDenied"],
    ["not in another domain's name", "identity/bank.example", "orders@shop.example", "ImplicitlyDenied"],
    [
      "not by another stack's set",
      "configuration-set/shop-production",
      "orders@shop.example",
      "ImplicitlyDenied",
    ],
  ])("goes %s", async (_, resource, from, decision) => {
    const policy = await allowed();
    for (const action of ["ses:SendEmail", "ses:SendRawEmail"])
      expect(
        await decide([policy], { action, resource: ses(resource), context: { "ses:FromAddress": from } }),
      ).toBe(decision);
  });

  it.each([
    ["to a verified address, in staging", "staging", "orders@shop.example", "Allowed"],
    ["not from another address, not even there", "staging", "ceo@shop.example", "ImplicitlyDenied"],
    ["not to an identity, in production", "production", "orders@shop.example", "ImplicitlyDenied"],
  ] as const)(
    "goes, where SES's sandbox asks for the receiver's identity, %s",
    async (_, where, from, decision) => {
      const asked = { action: "ses:SendEmail", resource: ses("identity/ada@mailbox.example") };
      expect(await decide([await allowed(where)], { ...asked, context: { "ses:FromAddress": from } })).toBe(
        decision,
      );
    },
  );

  it("is nothing but that", async () => {
    const asked = { action: "ses:DeleteEmailIdentity", resource: ses("identity/shop.example") };
    const context = { "ses:FromAddress": "orders@shop.example" };
    expect(await decide([await allowed()], { ...asked, context })).toBe("ImplicitlyDenied");
  });
});

describe("alarms on mail and on third parties", () => {
  const lines = (watches: readonly Watch[]) =>
    watches.map(
      ({ kind, metricName, dimensions = {}, comparisonOperator, threshold, ...rest }) =>
        `${kind}: ${metricName} ${JSON.stringify(dimensions)} ${comparisonOperator} ${threshold}, ` +
        `${rest.evaluationPeriods} × ${rest.period} s, ${rest.treatMissingData}`,
    );

  it("page where AWS would review the account, whoever in it sends", () => {
    expect(lines(reputationWatches)).toEqual([
      "bounce-rate: Reputation.BounceRate {} GreaterThanOrEqualToThreshold 0.05, 1 × 3600 s, notBreaching",
      "complaint-rate: Reputation.ComplaintRate {} GreaterThanOrEqualToThreshold 0.001, 1 × 3600 s, notBreaching",
    ]);
  });

  it("tell of this stack's own mail at half of that, and of what SES rejected", () => {
    const of = '{"ses:configuration-set":"shop-staging"}';
    expect(lines(deliveryWatches("shop-staging"))).toEqual([
      `bounces: Reputation.BounceRate ${of} GreaterThanOrEqualToThreshold 0.02, 1 × 3600 s, notBreaching`,
      `complaints: Reputation.ComplaintRate ${of} GreaterThanOrEqualToThreshold 0.0005, 1 × 3600 s, notBreaching`,
      `rejects: Reject ${of} GreaterThanThreshold 0, 1 × 3600 s, notBreaching`,
    ]);
  });

  it("page when a third party does not answer three times running, or nobody asks it", () => {
    expect(lines(providerWatches("shop-staging/providers", "openai"))).toEqual([
      'unreachable: Reachable {"Provider":"openai"} LessThanThreshold 1, 3 × 300 s, breaching',
    ]);
  });
});
