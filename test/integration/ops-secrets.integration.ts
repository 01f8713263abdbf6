import { join } from "node:path";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sameAsInUse } from "../../ops/secrets.ts";
import { Session } from "../../ops/session.ts";
import { targetAt } from "../../ops/target.ts";
import { Endpoint, Folder, nobody, running } from "../cli/running.ts";
import { Invoked } from "./invoke.ts";
import { account, Moto } from "./moto.ts";

const marker = "MarkerThatMustNotBeSeenAnywhere0123456789";

let moto: Moto;
let folder: Folder;
let names: readonly string[];
let invoked: Invoked;
let lambda: Endpoint;

// The real function against moto's Secrets Manager, behind Lambda's API: what the command prints is what the function answers.
beforeAll(async () => {
  moto = await Moto.start();
  folder = new Folder().write({ account });
  names = Object.keys(targetAt(join(folder.path, "Pulumi.staging.yaml")).config.secrets);
  const settings = {
    prefix: "prospector-staging",
    secrets: Object.fromEntries(names.map((name) => [name, { maxAgeDays: 30 }])),
  };
  invoked = await Invoked.start("secrets-check", settings, moto.environment);
  lambda = await Endpoint.start(async (_, body) => {
    const answered = await invoked.ask(JSON.parse(body));
    return "answer" in answered
      ? { body: JSON.stringify(answered.answer) }
      : {
          headers: { "x-amz-function-error": "Unhandled" },
          body: JSON.stringify({ errorMessage: answered.error }),
        };
  });
});
afterAll(async () => {
  await lambda?.[Symbol.asyncDispose]();
  await invoked?.stop();
  folder?.[Symbol.dispose]();
  await moto?.stop();
});

const fill = (name: string, SecretString?: string) =>
  new SecretsManagerClient(moto.client).send(
    new CreateSecretCommand({ Name: `prospector-staging/${name}`, ...(SecretString && { SecretString }) }),
  );

const secrets = (...args: readonly string[]) =>
  running(["ops", "secrets", "staging", "-d", folder.path, ...args], {
    ...nobody,
    ...moto.environment,
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
  });

describe("ops secrets", () => {
  it("goes from not ready to ready as values are put in, and never shows one", async () => {
    const [first = "", second = "", ...rest] = names;
    await fill(first);
    await fill(second, `changeme-${marker}`);
    for (const name of rest) await fill(name, `${marker}-${name}`);

    const before = await secrets();
    expect([before.status, before.stderr]).toEqual([1, ""]);
    expect(before.stdout).toMatch(new RegExp(`✘ {2}${first} +empty`));
    expect(before.stdout).toMatch(new RegExp(`✘ {2}${second} +placeholder`));
    expect(before.stdout).toContain(`Not ready: 2 of ${names.length} secrets.`);

    await moto.reset();
    for (const name of names) await fill(name, `${marker}-${name}`);
    const after = await secrets("--json");
    expect([after.status, after.stderr]).toEqual([0, ""]);
    expect(JSON.parse(after.stdout)).toEqual({
      ready: true,
      secrets: names.map((name) => ({ name, state: "filled", ageDays: 0, maxAgeDays: 30 })),
    });
    expect([before.stdout, after.stdout, invoked.printed].join("")).not.toContain(marker);
  });
});

describe("a value that somebody has", () => {
  it("is compared with the one in use by the function that reads it, and goes nowhere", async () => {
    const [, , third = "", fourth = ""] = names;
    const given = { ...nobody, ...moto.environment, AWS_ENDPOINT_URL_LAMBDA: lambda.url };
    for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
    const target = targetAt(join(folder.path, "Pulumi.staging.yaml"));
    const value = `${marker}-compared`;
    await new SecretsManagerClient(moto.client).send(
      new PutSecretValueCommand({ SecretId: `prospector-staging/${third}`, SecretString: value }),
    );
    const values = new Map([
      [third, value],
      [fourth, `${marker}-of-somebody`],
    ]);

    expect(await sameAsInUse(target, new Session(account, "arn:aws:iam::1:user/ada"), values)).toEqual({
      [third]: true,
      [fourth]: false,
    });
    vi.unstubAllEnvs();
  });
});
