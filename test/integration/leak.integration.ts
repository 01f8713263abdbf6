import {
  CreateSecretCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { held } from "../../functions/shared/secrets.ts";
import { type Answered, Invoked } from "./invoke.ts";
import { Moto } from "./moto.ts";
import { Redis } from "./redis.ts";
import { question, reserve, settle, steps } from "./rotate.ts";

const marker = "MARKER5f0c2d";
let moto: Moto;
let redis: Redis;
let secrets: SecretsManagerClient;
let invoked: Invoked | undefined;
let answers: Answered[];

beforeAll(async () => {
  [moto, redis] = await Promise.all([Moto.start(), Redis.start()]);
  secrets = new SecretsManagerClient(moto.client);
});
afterAll(async () => {
  await Promise.all([moto?.stop(), redis?.stop()]);
});
beforeEach(async () => {
  await moto.reset();
  answers = [];
});
afterEach(async () => {
  await invoked?.stop();
});

async function start(folder: string, settings: object): Promise<Invoked> {
  invoked = await Invoked.start(
    folder,
    { prefix: "seeds-test", ...settings },
    { ...moto.environment, NODE_EXTRA_CA_CERTS: redis.certificate.certificateFile },
  );
  return invoked;
}
async function create(name: string, value?: string): Promise<string> {
  await secrets.send(
    new CreateSecretCommand({ Name: name, ...(value === undefined ? {} : { SecretString: value }) }),
  );
  return name;
}
async function ask(event: unknown): Promise<Answered | undefined> {
  if (invoked !== undefined) answers.push(await invoked.ask(event));
  return answers.at(-1);
}

/** Every value that the secret ever had, and every part of it that is long enough to be one. */
async function partsOf(secret: string): Promise<readonly string[]> {
  const { Versions = [] } = await secrets.send(
    new ListSecretVersionIdsCommand({ SecretId: secret, IncludeDeprecated: true }),
  );
  const texts = await Promise.all(
    Versions.map(async ({ VersionId = "" }) => (await held(secrets, secret, { version: VersionId }))?.value),
  );
  return texts.flatMap((text) => [text ?? "", ...(text?.match(/[A-Za-z0-9]{32,}/g) ?? [])]).filter(Boolean);
}

async function expectSilence(...names: string[]): Promise<void> {
  const said = `${invoked?.printed}${JSON.stringify(answers)}`;
  const parts = [marker, ...(await Promise.all(names.map(partsOf))).flat()];
  expect(parts.filter((part) => said.includes(part))).toEqual([]);
}

describe("no value is printed, answered or part of an error", () => {
  it("by rotations that succeed", async () => {
    const [token, jwt] = [await create("seeds-test/TOKEN"), await create("seeds-test/JWT")];
    await start("values", {
      values: { TOKEN: { kind: "random", length: 64 }, JWT: { kind: "signing-keys" } },
    });
    for (const secret of [token, jwt]) {
      const version = await reserve(moto, secrets, secret);
      for (const step of steps)
        expect(await ask(question(secret, version, step))).toEqual({ answer: { ok: true } });
      await settle(secrets, secret, version);
    }

    expect(await partsOf(token)).toHaveLength(2);
    expect(await partsOf(jwt)).toHaveLength(4);
    expect(await ask({ await: token })).toEqual({ answer: { ok: true } });
    await expectSilence(token, jwt);
  });

  it("by rotations that find something else than they made", async () => {
    const secret = await create("seeds-test/JWT", marker);
    await start("values", { values: { JWT: { kind: "signing-keys" } } });
    const version = await reserve(moto, secrets, secret);
    const refusal = { error: "JWT does not hold three signing keys" };

    expect(await ask(question(secret, version, "createSecret"))).toEqual(refusal);
    await secrets.send(
      new PutSecretValueCommand({
        SecretId: secret,
        ClientRequestToken: version,
        SecretString: JSON.stringify({ current: marker }),
        VersionStages: ["AWSPENDING"],
      }),
    );
    expect(await ask(question(secret, version, "testSecret"))).toEqual(refusal);
    await expectSilence(secret);
  });

  it("by a cache's rotation whose calls fail, nor by the server that it tries", async () => {
    const secret = await create("seeds-test/CACHE_URL");
    await start("cache-credentials", {
      users: { CACHE_URL: { userId: "app", userName: "app", host: "localhost", port: redis.port } },
    });
    const version = await reserve(moto, secrets, secret);
    await ask(question(secret, version, "createSecret"));
    // moto knows no such user.
    expect(await ask(question(secret, version, "setSecret"))).toEqual({ error: expect.any(String) });
    // Only the authority of NODE_EXTRA_CA_CERTS lets it come as far as the password.
    expect(await ask(question(secret, version, "testSecret"))).toEqual({
      error: "the cache refused: WRONGPASS",
    });

    expect(await partsOf(secret)).toHaveLength(2);
    await expectSilence(secret);
    expect((await partsOf(secret)).filter((part) => redis.printed.includes(part))).toEqual([]);
  });

  it("by the check of all secrets", async () => {
    const names = {
      FILLED: `${marker}-filled`,
      PLACEHOLDER: `changeme-${marker}`,
      JSON: JSON.stringify({ key: `${marker}-key`, other: "todo" }),
    };
    for (const [name, value] of Object.entries(names)) await create(`seeds-test/${name}`, value);
    await create("seeds-test/EMPTY");
    await start("secrets-check", {
      secrets: Object.fromEntries(
        [...Object.keys(names), "EMPTY", "MISSING"].map((name) => [name, { maxAgeDays: 30 }]),
      ),
    });
    const finding = (name: string, state: string, ageDays: number | null = 0) => ({
      name,
      state,
      ageDays,
      maxAgeDays: 30,
    });

    expect(await ask({})).toEqual({
      answer: {
        ready: false,
        secrets: [
          finding("FILLED", "filled"),
          finding("PLACEHOLDER", "placeholder"),
          finding("JSON", "placeholder"),
          finding("EMPTY", "empty", null),
          finding("MISSING", "empty", null),
        ],
      },
    });
    expect(JSON.parse(invoked?.printed ?? "")).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: "seeds-test/secrets",
            Dimensions: [[]],
            Metrics: [
              { Name: "NotReady", Unit: "Count" },
              { Name: "OldestAgeShare", Unit: "Percent" },
            ],
          },
        ],
      },
      NotReady: 4,
      OldestAgeShare: 0,
    });
    await expectSilence();
  });
});
