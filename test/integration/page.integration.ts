import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pageRecord } from "../../ops/page/record.ts";
import { Endpoint, Folder, nobody, refusal, running } from "../cli/running.ts";
import { account, Moto, region } from "./moto.ts";

// Real: the command, the SDK, moto's SNS and S3. Stood in for: the pager, by a server that keeps what SNS posts to it,
// and one answer of SNS, because moto confirms every subscription by itself.
let moto: Moto;
let pager: Endpoint;
let posted: string[];
let folder: Folder;
const bucket = `prospector-staging-evidence-${account}`;

beforeAll(async () => {
  moto = await Moto.start();
  pager = await Endpoint.start((_, body) => {
    posted.push(body);
    return { body: "" };
  });
});
afterAll(async () => {
  await pager?.[Symbol.asyncDispose]();
  await moto?.stop();
});

const sns = () => new SNSClient(moto.client);
const s3 = () => new S3Client({ ...moto.client, forcePathStyle: true });
const topicArn = (name: string) => `arn:aws:sns:${region}:${account}:prospector-staging-${name}`;

beforeEach(async () => {
  posted = [];
  folder = new Folder().write({ account });
  const file = join(folder.path, "Pulumi.staging.yaml");
  // moto speaks no TLS to a pager, so the mailbox is the declared route, and the pager one that the file does not name.
  writeFileSync(file, readFileSync(file, "utf8").replace(/^ *- \{ kind: https, url: .*\n/m, ""));
  await s3().send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
  );
  await sns().send(new CreateTopicCommand({ Name: "prospector-staging-oncall" }));
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await moto.reset();
});

const subscribe = (Protocol: string, Endpoint: string) =>
  sns().send(new SubscribeCommand({ TopicArn: topicArn("oncall"), Protocol, Endpoint }));
const subscribed = async () => {
  await subscribe("email", "oncall@prospector.example");
  await subscribe("http", `${pager.url}/integration/secret-of-the-pager`);
};
const page = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  running(["ops", "page", "staging", "-d", folder.path, ...args], {
    ...nobody,
    ...moto.environment,
    ...env,
  });
const records = async () => {
  const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "page/" }));
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key }));
      return pageRecord.parse(JSON.parse((await Body?.transformToString()) ?? ""));
    }),
  );
};
/** What stands in the chain, each in a line. */
const chain = async () => {
  const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "trials/" }));
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key }));
      const { kind, subject, result } = JSON.parse((await Body?.transformToString()) ?? "");
      return [kind, subject, result];
    }),
  );
};
const alarms = () => posted.map((body) => JSON.parse(JSON.parse(body).Message));
const codeIn = (alarm: { NewStateReason: string }) =>
  / --ack (\S+) /.exec(alarm.NewStateReason)?.[1] ?? "none";

describe("ops page", () => {
  it("sends nothing without --yes, and says whom it would reach, not what lets in there", async () => {
    await subscribed();
    const { status, stdout, stderr } = await page([]);

    expect([status, stderr, posted, await records()]).toEqual([1, "", [], []]);
    expect(stdout).toContain("  ✔ oncall@prospector.example: confirmed");
    expect(stdout).toContain(`  ✔ http ${new URL(pager.url).host}, which the file does not name: confirmed`);
    expect(stdout).toContain("Dry run: nothing was sent.");
    expect(stdout).not.toContain("secret-of-the-pager");
  });

  it("is not proven as long as nobody answers", async () => {
    await subscribed();
    const { status, stdout } = await page(["--yes", "--wait", "0"]);

    expect([status, posted.length]).toEqual([1, 1]);
    expect(stdout).toContain("✘ not proven: nobody has answered");
    expect(await records()).toMatchObject([{ severity: "page", acknowledged: null }]);
    expect(await chain()).toEqual([["page", null, "failed"]]);
    expect(stdout).toContain(`written down: s3://${bucket}/trials/00000001.json`);
  });

  it("is proven once somebody types what only the page says, and closes the pager's incident", async () => {
    await subscribed();
    const waiting = page(["--yes", "--wait", "1"]);
    await expect.poll(() => posted.length, { timeout: 20_000 }).toBe(1);
    const [opened] = alarms();
    expect(opened.NewStateReason).toContain(`./golive ops page staging -d ${folder.path} --ack `);
    const answered = await page(["--ack", codeIn(opened), "--by", "Ada Moreno"]);
    const { status, stdout } = await waiting;

    expect([answered.status, answered.stderr, status]).toEqual([0, "", 0]);
    const [record] = await records();
    expect(record?.acknowledged).toEqual({
      at: expect.any(String),
      by: "Ada Moreno",
      as: expect.stringContaining(account),
    });
    for (const said of [answered.stdout, stdout])
      expect(said).toMatch(new RegExp(`✔ page ${record?.id} reached Ada Moreno \\d+ s after it was sent`));
    expect(alarms().map((alarm) => [alarm.AlarmName, alarm.NewStateValue])).toEqual([
      [`prospector-staging-test-${record?.id}`, "ALARM"],
      [`prospector-staging-test-${record?.id}`, "OK"],
    ]);
    expect(await chain()).toEqual([["page", null, "passed"]]);
    expect(stdout).not.toContain(codeIn(opened));
    expect(JSON.stringify(record)).not.toContain(codeIn(opened).split("-").at(-1));
    expect(JSON.stringify(record)).not.toContain("secret-of-the-pager");
  });

  it("keeps the first answer, and takes none for a page that was not got", async () => {
    await subscribed();
    await page(["--yes", "--wait", "0"]);
    const code = codeIn(alarms()[0]);
    await page(["--ack", code, "--by", "Ada Moreno"]);
    const second = await page(["--ack", code, "--by", "Jon Bakke"]);
    const guessed = await page(["--ack", code.replace(/-\w+$/, "-zzzzzz"), "--by", "Jon Bakke"]);
    const unknown = await page(["--ack", code.replace(/^\d{8}/, "20200101"), "--by", "Jon Bakke"]);
    const nonsense = await page(["--ack", "yes", "--by", "Jon Bakke"]);

    expect([second.status, guessed.status, unknown.status, nonsense.status]).toEqual([0, 2, 2, 2]);
    expect(guessed.stderr).toContain("whose word is not that page's");
    expect(unknown.stderr).toContain("and no page 20200101T");
    expect((await records()).map(({ acknowledged }) => acknowledged?.by)).toEqual(["Ada Moreno"]);
    expect(await chain()).toEqual([
      ["page", null, "failed"],
      ["page", null, "passed"],
    ]);
  });

  it.each([
    [[], "nobody"],
    [["--by", "A"], "A"],
  ])("takes no answer without a name: %j", async (by, found) => {
    const { status, stderr } = await page(["--ack", "20261121T063455Z-3d2f9a-abcdef", ...by]);

    expect(status).toBe(2);
    expect(stderr).toContain(found);
  });

  it("refuses where a declared route is not subscribed", async () => {
    await subscribe("http", `${pager.url}/integration/x`);
    const { status, stdout } = await page(["--yes"]);

    expect([status, posted, await records()]).toEqual([1, [], []]);
    expect(stdout).toContain("✘ oncall@prospector.example: missing");
    expect(stdout).toContain("✘ nothing was sent");
  });

  it("refuses where a subscription waits to be confirmed", async () => {
    await subscribed();
    await using pending = await Endpoint.start(() => ({
      body: `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions><member><TopicArn>${topicArn("oncall")}</TopicArn><Protocol>email</Protocol><SubscriptionArn>PendingConfirmation</SubscriptionArn><Owner>${account}</Owner><Endpoint>oncall@prospector.example</Endpoint></member></Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
    }));
    const { status, stdout } = await page(["--yes"], { AWS_ENDPOINT_URL_SNS: pending.url });

    expect([status, posted]).toEqual([1, []]);
    expect(stdout).toContain("✘ oncall@prospector.example: not confirmed");
  });

  it("is a failed trial where it cannot be sent, and says where that stands", async () => {
    const member = `<member><TopicArn>${topicArn("oncall")}</TopicArn><Protocol>email</Protocol><SubscriptionArn>${topicArn("oncall")}:1</SubscriptionArn><Owner>${account}</Owner><Endpoint>oncall@prospector.example</Endpoint></member>`;
    await using silent = await Endpoint.start((_, body) =>
      body.includes("Action=Publish")
        ? refusal("AuthorizationError", "not authorized to perform: SNS:Publish")
        : {
            body: `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions>${member}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
          },
    );
    const { status, stdout, stderr } = await page(["--yes"], { AWS_ENDPOINT_URL_SNS: silent.url });

    expect([status, await chain()]).toEqual([3, [["page", null, "failed"]]]);
    expect(stdout).toContain(`written down: s3://${bucket}/trials/00000001.json`);
    expect(stderr).toContain("not authorized to perform: SNS:Publish");
  });

  it("says that a topic is not there yet, and which command makes it", async () => {
    const { status, stderr } = await page(["--severity", "ticket"]);

    expect(status).toBe(3);
    expect(stderr).toMatch(/\nNothing was tried, and nothing is written down\.\n$/);
    expect(stderr).toContain(`there is no topic ${topicArn("tickets")}: \`./golive up staging\` makes it`);
  });
});
