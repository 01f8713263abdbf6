import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type EvidenceRecord, evidenceRecord } from "../../evidence/record.ts";
import { Folder, nobody, running } from "../cli/running.ts";
import { type Certificate, certificateIn } from "./certificate.ts";
import { account, Moto, region } from "./moto.ts";
import { freePort } from "./server.ts";

// Real: the command, the SDK, moto's Secrets Manager and S3, TLS. Stood in for: the tracker, by a server that keeps what
// is posted to it and answers as the test says, and the DNS, which says where it is.
const key = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const host = "tracker.prospector.example";
const names = `
import dns from "node:dns";
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(name === "${host}" ? "127.0.0.1" : name, ...rest);
`;
const bucket = `prospector-staging-evidence-${account}`;

interface Posted {
  readonly path: string | undefined;
  readonly auth: string | undefined;
  readonly lines: readonly { readonly [field: string]: unknown }[];
}

let moto: Moto;
let certificate: Certificate;
let keys: string;
let tracker: Server;
let origin: string;
let posted: Posted[];
let answer: { status: number; headers: Record<string, string> };
let folder: Folder;

beforeAll(async () => {
  moto = await Moto.start();
  keys = mkdtempSync(join(tmpdir(), "golive-tracker-"));
  certificate = certificateIn(keys, host);
  writeFileSync(join(keys, "names.mjs"), names);
  const port = await freePort();
  tracker = createServer(
    { key: readFileSync(certificate.keyFile), cert: certificate.pem },
    async (request, response) => {
      const body = await text(request);
      posted.push({
        path: request.url,
        auth: request.headers["x-sentry-auth"]?.toString(),
        lines: body
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line)),
      });
      response.writeHead(answer.status, answer.headers).end("{}");
    },
  ).listen(port, "127.0.0.1");
  origin = `https://${host}:${port}`;
});
afterAll(async () => {
  tracker?.close();
  rmSync(keys, { recursive: true, force: true });
  await moto?.stop();
});

beforeEach(async () => {
  posted = [];
  answer = { status: 200, headers: {} };
  folder = new Folder().write({ account });
  const file = join(folder.path, "Pulumi.staging.yaml");
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(/connect-src: \[[^\]]*\]/, `connect-src: ["${origin}"]`),
  );
  await new S3Client({ ...moto.client, forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
  );
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await moto.reset();
});

const secret = (name: string, SecretString: string) =>
  new SecretsManagerClient(moto.client).send(
    new CreateSecretCommand({ Name: `prospector-staging/${name}`, SecretString }),
  );
const dsn = (project: number, at = origin) => `${at.replace("https://", `https://${key}@`)}/${project}`;
const both = async (services = dsn(7), pages = dsn(8)) => {
  await secret("SENTRY_DSN", services);
  await secret("PAGES_SENTRY_DSN", pages);
};
const errors = (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  running(["ops", "error-test", "staging", "-d", folder.path, ...args], {
    ...nobody,
    ...moto.environment,
    NODE_EXTRA_CA_CERTS: certificate.certificateFile,
    NODE_OPTIONS: `--import=${join(keys, "names.mjs")}`,
    ...env,
  });
const s3 = () => new S3Client({ ...moto.client, forcePathStyle: true });
const textAt = async (Key: string | undefined): Promise<string> =>
  (await (await s3().send(new GetObjectCommand({ Bucket: bucket, Key }))).Body?.transformToString()) ?? "";
const records = async (): Promise<readonly EvidenceRecord[]> => {
  const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "trials/" }));
  return Promise.all(Contents.map(async ({ Key }) => evidenceRecord.parse(JSON.parse(await textAt(Key)))));
};
/** What became of each event, as it is kept beside a record. */
const eventsOf = async (
  record: EvidenceRecord | undefined,
): Promise<readonly { from: string; taken: boolean; said: string; read: string; event: string }[]> =>
  JSON.parse(await textAt(`attachments/${record?.attachments[0]?.sha256}`));

describe("ops error-test", () => {
  it("sends nothing without --yes, and says where errors go but not what lets in there", async () => {
    await both();
    const { status, stdout, stderr } = await errors();

    expect([status, stderr, posted, await records()]).toEqual([1, "", [], []]);
    expect(stdout).toContain(`from services to ${new URL(origin).host}, by SENTRY_DSN\n`);
    expect(stdout).toContain(`from pages to ${new URL(origin).host}, by PAGES_SENTRY_DSN\n`);
    expect(stdout).not.toContain(key);
  });

  it("sends one error by each way, as an SDK would, and writes down that both were taken", async () => {
    await both();
    const { status, stdout, stderr } = await errors(["--yes"]);

    expect([status, stderr]).toEqual([0, ""]);
    const sorted = posted.toSorted((a, b) => String(a.path).localeCompare(String(b.path)));
    expect(sorted.map(({ path }) => path)).toEqual(["/api/7/envelope/", "/api/8/envelope/"]);
    for (const { auth, lines } of posted) {
      expect(auth).toContain(`sentry_key=${key}`);
      const [head, item, event] = lines;
      expect(item).toEqual({ type: "event" });
      expect(event).toMatchObject({
        event_id: head?.event_id,
        level: "error",
        environment: "staging",
        tags: { golive: "test", stack: "prospector-staging" },
      });
    }
    const [record] = await records();
    expect([record?.kind, record?.result, record?.failures]).toEqual(["error-test", "passed", []]);
    const events = await eventsOf(record);
    expect(events.map(({ from, taken, said, read }) => [from, taken, said, read])).toEqual([
      ["services", true, "accepted (HTTP 200)", "secret"],
      ["pages", true, "accepted (HTTP 200)", "secret"],
    ]);
    for (const { event } of events) expect(stdout).toContain(event);
    expect(`${stdout}${JSON.stringify([record, events])}`).not.toContain(key);
  });

  it.each([
    [403, {}, "refused (HTTP 403): the tracker does not know the key in the DSN, or its project is closed"],
    [404, {}, "refused (HTTP 404): there is no such project"],
    [
      429,
      { "retry-after": "60" },
      "refused (HTTP 429): the project's quota is used up or its rate limited; real errors are lost, too, for 60 s",
    ],
    [500, {}, "refused (HTTP 500)"],
  ])(
    "is not proven where the tracker answers %i, and that is written down",
    async (status, headers, said) => {
      await both();
      answer = { status, headers };
      const ended = await errors(["--yes"]);

      expect([ended.status, ended.stderr]).toEqual([1, ""]);
      expect(ended.stdout).toContain(said);
      const [record] = await records();
      expect(record?.result).toBe("failed");
      expect(record?.failures).toEqual(
        ["services", "pages"].map((from) => ({ what: `${from}: ${said}`, requirements: ["K19", "G06"] })),
      );
    },
  );

  it("is not proven where nobody answers, or somebody who is not who they say", async () => {
    const nowhere = `https://${host}:${await freePort()}`;
    await both(dsn(7, nowhere));
    const silent = await errors(["--yes"]);
    expect(silent.status).toBe(1);
    expect(silent.stdout).toMatch(/✘ services: event [\da-f]{32} nobody answered: ECONNREFUSED/);
    expect(silent.stdout).toMatch(/✔ pages: event [\da-f]{32} accepted/);

    const stranger = await errors(["--yes"], { NODE_EXTRA_CA_CERTS: undefined });
    expect(stranger.status).toBe(1);
    expect(stranger.stdout).toMatch(/✘ pages: .* nobody answered: \w+/);
    expect(posted).toHaveLength(1);
  });

  it.each([
    ["is no address", "hunter2"],
    ["is in the clear", `http://${key}@localhost/7`],
    ["has no project", `https://${key}@localhost/`],
    ["has a password", `https://${key}:hunter2@localhost/7`],
  ])("refuses a DSN that %s, and does not show it", async (_, value) => {
    await both(value);
    const { status, stdout, stderr } = await errors(["--yes"]);

    expect([status, stdout, posted]).toEqual([3, "", []]);
    expect(stderr).toContain("the secret SENTRY_DSN holds no DSN");
    expect(stderr).not.toMatch(new RegExp(`${key}|hunter2`));
  });

  it("says what is missing where the secret is not there", async () => {
    await secret("PAGES_SENTRY_DSN", dsn(8));
    const { status, stderr } = await errors(["--yes"]);
    expect(status).toBe(3);
    expect(stderr).toContain("the secret prospector-staging/SENTRY_DSN has no value yet");
  });

  it("refuses pages that may not send there", async () => {
    await both(dsn(7), dsn(8, "https://elsewhere.example"));
    const { status, stderr } = await errors(["--yes"]);
    expect([status, posted]).toEqual([3, []]);
    expect(stderr).toContain(
      "browsers may not send errors to elsewhere.example, the host of PAGES_SENTRY_DSN",
    );
  });

  it("takes the address from the environment where the secret's policy lets only services read it", async () => {
    await secret("PAGES_SENTRY_DSN", dsn(8));
    const { status, stdout } = await errors(["--yes"], { SENTRY_DSN: dsn(9) });

    expect(status).toBe(0);
    expect(stdout).toContain("by SENTRY_DSN of your environment");
    const [record] = await records();
    expect((await eventsOf(record)).map(({ read }) => read)).toEqual(["environment", "secret"]);
    // No function is there that could say that the services have the same.
    expect(record?.through).toEqual({ "secret SENTRY_DSN": "environment" });
    expect(stdout).toContain(
      "! SENTRY_DSN is your environment's, so this counts in a rehearsal alone: nobody",
    );
  });
});
