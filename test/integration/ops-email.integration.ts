import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Endpoint, Folder, nobody, running } from "../cli/running.ts";
import { account, Moto } from "./moto.ts";

const domain = "staging.prospector.example";

let moto: Moto;
let folder: Folder;
let ses: Endpoint;
let sent: string[];

/**
 * SES as moto plays it, with a stand-in for what moto lacks: the account, the suppression list, what a domain's keys and
 * envelope are like once DNS has them, and a set's sending options. Identities, sets and messages are moto's own.
 */
beforeAll(async () => {
  moto = await Moto.start();
  folder = new Folder().write({ account });
  sent = [];
  ses = await Endpoint.start(async (asked, body) => {
    const [method = "GET", path = "/"] = asked.split(" ");
    const json = (value: unknown) => ({ body: JSON.stringify(value) });
    if (path === "/v2/email/account")
      return json({
        ProductionAccessEnabled: false,
        SendingEnabled: true,
        EnforcementStatus: "HEALTHY",
        SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: sent.length },
      });
    if (path.startsWith("/v2/email/suppression/")) return json({ SuppressedDestinationSummaries: [] });
    if (path === "/v2/email/outbound-emails") sent.push(body);
    const answer = await fetch(`${moto.endpoint}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        authorization: `AWS4-HMAC-SHA256 Credential=testing/20260101/eu-central-1/ses/aws4_request, SignedHeaders=host, Signature=0`,
      },
      ...(method === "GET" ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      const type = answer.headers.get("x-amzn-errortype") ?? "NotFoundException";
      return { status: answer.status, headers: { "x-amzn-errortype": type }, body: text };
    }
    if (path.startsWith("/v2/email/identities/"))
      return json({
        ...JSON.parse(text),
        VerifiedForSendingStatus: true,
        VerificationStatus: "SUCCESS",
        DkimAttributes: { SigningEnabled: true, Status: "SUCCESS" },
        MailFromAttributes: {
          MailFromDomain: `bounce.${domain}`,
          MailFromDomainStatus: "SUCCESS",
          BehaviorOnMxFailure: "USE_DEFAULT_VALUE",
        },
      });
    if (path.startsWith("/v2/email/configuration-sets/"))
      return json({ ...JSON.parse(text), SendingOptions: { SendingEnabled: true } });
    return { body: text };
  });
}, 90_000);
afterAll(async () => {
  await ses?.[Symbol.asyncDispose]();
  folder?.[Symbol.dispose]();
  await moto?.stop();
});

const email = (...args: readonly string[]) =>
  running(["ops", "email", "staging", "-d", folder.path, ...args], {
    ...nobody,
    ...moto.environment,
    AWS_ENDPOINT_URL_SESV2: ses.url,
  });

describe("ops email", () => {
  it("goes from nothing deployed to ready, and sends one message as services do", async () => {
    const before = await email();
    expect([before.status, before.stderr]).toEqual([1, ""]);
    expect(before.stdout).toContain("Not ready: 4 of 7 conditions.");

    const client = new SESv2Client(moto.client);
    await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: "prospector-staging" }));
    await client.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
    await client.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
    const after = await email("--json");
    expect([after.status, after.stderr]).toEqual([0, ""]);
    expect(JSON.parse(after.stdout)).toMatchObject({
      ready: true,
      domain,
      from: `reports@${domain}`,
      suppressed: { count: 0, more: false },
    });

    expect(sent).toEqual([]);
    const message = await email("--yes", "--evidence", folder.path);
    expect([message.status, message.stderr]).toEqual([0, ""]);
    expect(message.stdout).toContain(
      `✔ SES took a message of ${domain} to success@simulator.amazonses.com\n`,
    );
    expect(message.stdout).toContain(
      `written down as a rehearsal: ${folder.path}/prospector-staging/00000001.json\n`,
    );
    expect(sent.map((body) => JSON.parse(body))).toEqual([
      expect.objectContaining({
        FromEmailAddress: `reports@${domain}`,
        Destination: { ToAddresses: ["success@simulator.amazonses.com"] },
        ConfigurationSetName: "prospector-staging",
      }),
    ]);
  }, 60_000);
});
