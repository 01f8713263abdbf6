import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logGroupOf, secretOf } from "../../ops/names.ts";
import { providerChecks } from "../../ops/providers.ts";
import { certificateChecks } from "../../ops/sanity/certificate.ts";
import { type Around, done } from "../../ops/smoke/check.ts";
import { LogGroups } from "../../ops/smoke/log-source.ts";
import { leakCheck } from "../../ops/smoke/logs.ts";
import { aroundOf } from "../../ops/smoke.ts";
import { targetAt } from "../../ops/target.ts";
import { beginTrial, type Trial } from "../../ops/trial/trial.ts";
import { Folder } from "../cli/running.ts";
import { listening, silenced } from "../listening.ts";
import { certificateIn, trust } from "./certificate.ts";
import { account, Moto, region } from "./moto.ts";

const folder = mkdtempSync(join(tmpdir(), "golive-trials-"));
const certificate = certificateIn(folder);
let moto: Moto;
let server: Server;
let origin = "";
let distrust = () => {};
let asked: IncomingMessage[] = [];
let status = 200;
const going = new AbortController();

/** A stack in moto's account, as its file says it. */
async function tried(): Promise<{ readonly trial: Trial; readonly around: Around }> {
  using at = new Folder();
  at.write({ account });
  const target = targetAt(join(at.path, "Pulumi.staging.yaml"));
  const trial = await beginTrial(target, { evidence: folder, through: {}, commit: null });
  return { trial, around: aroundOf(trial, going.signal) };
}

const before = { ...process.env };
beforeAll(async () => {
  moto = await Moto.start();
  Object.assign(process.env, moto.environment);
  server = createServer(
    { cert: certificate.pem, key: readFileSync(certificate.keyFile) },
    (request, response) => {
      asked.push(request);
      response.writeHead(status).end("nothing to be shown");
    },
  );
  origin = `https://localhost:${await listening(server)}`;
  distrust = trust(certificate);
});
beforeEach(() => {
  asked = [];
  status = 200;
});
afterAll(async () => {
  distrust();
  silenced(server);
  await moto.stop();
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
});

describe("third parties, asked with the credential in use", { timeout: 60_000 }, () => {
  const value = "the-key-of-a-provider";
  const bearer = { header: "authorization", before: "Bearer " };
  const asking = async (credential: object) => {
    const { trial, around } = await tried();
    const { config } = trial.target;
    Object.assign(config.providers.openai ?? {}, { probe: `${origin}/v1/models`, credential });
    const [check] = providerChecks(config);
    if (!check) throw new Error("no provider");
    return done(check, around);
  };

  it("take the one that Secrets Manager has", async () => {
    const { trial } = await tried();
    const manager = new SecretsManagerClient(moto.client);
    const Name = secretOf(trial.target, "OPENAI_API_KEY");
    await manager.send(new CreateSecretCommand({ Name, SecretString: `${value}\n` }));
    expect(await asking(bearer)).toMatchObject({ passed: true, found: "200 with OPENAI_API_KEY" });
    expect(asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ["/v1/models", `Bearer ${value}`],
    ]);
  });

  it("refuse one that is not theirs, and nobody hears which it was (G11)", async () => {
    status = 401;
    const said = await asking(bearer);
    expect(said).toMatchObject({
      passed: false,
      found: "answered 401 to OPENAI_API_KEY, not 2xx",
      requirements: ["G11", "G18"],
    });
    expect(JSON.stringify(said)).not.toContain(value);
  });

  it("get it as a header or a parameter of their own, or not at all", async () => {
    await asking({ header: "x-api-key", before: "" });
    await asking({ query: "key" });
    const without = await asking({ none: "its address takes no credential" });
    expect(without).toMatchObject({
      passed: true,
      found: "it is there; its credential is not sent: its address takes no credential",
    });
    expect(asked.map(({ url, headers }) => [url, headers["x-api-key"], headers.authorization])).toEqual([
      ["/v1/models", value, undefined],
      [`/v1/models?key=${value}`, undefined, undefined],
      ["/v1/models", undefined, undefined],
    ]);
  });
});

describe("what the log groups hold of a trial", { timeout: 60_000 }, () => {
  it("is looked through in all services, whichever wrote it (K22)", async () => {
    const { trial, around } = await tried();
    const logs = new CloudWatchLogsClient({ ...moto.client, region });
    const source = new LogGroups(trial, new Date());
    const write = async (id: string, message: string) => {
      const where = { logGroupName: logGroupOf(trial.target, id), logStreamName: `${id}/${id}/1` };
      await logs.send(new CreateLogGroupCommand({ logGroupName: where.logGroupName }));
      await logs.send(new CreateLogStreamCommand(where));
      await logs.send(new PutLogEventsCommand({ ...where, logEvents: [{ timestamp: Date.now(), message }] }));
    };
    const check = leakCheck(trial.target.config, source, () => []);
    await write("api", JSON.stringify({ request_id: around.own.run, status: 200 }));
    expect(await done(check, around)).toMatchObject({
      passed: true,
      found: "nothing in 1 lines of this trial",
    });

    await write("worker", `sent a mail to ${around.own.email}`);
    expect(await done(check, around)).toMatchObject({
      passed: false,
      found: "the trial's e-mail address stands in them",
    });
  });
});

describe("a certificate", { timeout: 30_000 }, () => {
  const days = async () => {
    const { trial, around } = await tried();
    const through = Object.fromEntries(["api", "pages"].map((name) => [name, origin]));
    const checks = certificateChecks({ ...trial, through });
    return Promise.all(checks.map((check) => done(check, around)));
  };

  it("that ends soon is told before it does", async () => {
    expect(await days()).toEqual([
      expect.objectContaining({
        passed: false,
        found: expect.stringMatching(/^it ends in [01] days: less than 14$/),
      }),
    ]);
  });

  it("that nobody vouches for is none", async () => {
    distrust();
    expect(await days()).toEqual([
      expect.objectContaining({ passed: false, found: expect.stringMatching(/self-signed/) }),
    ]);
    distrust = trust(certificate);
  });
});
