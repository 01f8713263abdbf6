import { createHmac } from "node:crypto";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { check } from "../../functions/secrets-check/check.ts";
import { claimsIn, compared } from "../../functions/secrets-check/compare.ts";
import { isPlaceholder } from "../../functions/secrets-check/placeholder.ts";
import { FakeAws, Refusal } from "./fake-aws.ts";

describe("a value that only keeps the place", () => {
  it.each([
    "",
    "   ",
    "changeme",
    "ChangeMe",
    "change-me",
    "please-change-me-now",
    "changeme123",
    "CHANGE_ME",
    "replace me",
    "placeholder",
    "my-placeholder",
    "todo",
    "TBD",
    "example",
    "dummy",
    "secret",
    "password",
    "xxx",
    "XXXXXXXX",
    "<your key>",
    "<token\nhere>",
    "***",
    "...",
    "dev",
    "test",
    "null",
    '"changeme"',
    "{}",
    "[]",
    '{"username":"app","password":"changeme"}',
    '{"a":{"b":["real-value",""]}}',
    '{"key":null}',
  ])("is seen: %j", (text) => expect(isPlaceholder(text)).toBe(true));

  it.each([
    "devil-may-care-41",
    "contest-winner-9",
    "sk_test_51HqLyjWDarjtT1zdp7dc",
    "xx",
    "r4nd0m",
    "1234567890",
    '{"username":"app","password":"r4nd0m-and-long"}',
    '{"port":6379,"tls":true,"key":"r4nd0m"}',
    "{not json",
  ])("is not seen where there is a real one: %j", (text) => expect(isPlaceholder(text)).toBe(false));
});

describe("the check", () => {
  const now = new Date("2026-06-01T00:00:00Z");
  const daysAgo = (days: number) => now.getTime() / 1_000 - days * 86_400;
  const held: Record<string, { SecretString: string; CreatedDate: number }> = {
    "seeds-test/FILLED": { SecretString: "r4nd0m-MARKER", CreatedDate: daysAgo(30) },
    "seeds-test/STALE": { SecretString: "r4nd0m-MARKER", CreatedDate: daysAgo(31) },
    "seeds-test/BLANK": { SecretString: " ", CreatedDate: daysAgo(1) },
    "seeds-test/PLACEHOLDER": { SecretString: "changeme-MARKER", CreatedDate: daysAgo(400) },
  };
  const answers = {
    GetSecretValue: ({ body }: { body: string }) => {
      const { SecretId } = JSON.parse(body);
      if (SecretId === "seeds-test/LOCKED")
        throw new Refusal("AccessDeniedException", "no kms:Decrypt on MARKER");
      if (SecretId === "seeds-test/ODD") throw new Refusal("DecryptionFailure", "MARKER");
      const secret = held[SecretId];
      if (secret === undefined) throw new Refusal("ResourceNotFoundException", "no value");
      return secret;
    },
  };
  const ask = async (...names: string[]) => {
    await using aws = await FakeAws.start(answers);
    const secrets = Object.fromEntries(names.map((name) => [name, { maxAgeDays: 30 }]));
    return await check({ prefix: "seeds-test", secrets }, new SecretsManagerClient(aws.client), now);
  };

  it("is ready where every secret has a real value, young enough to the day", async () => {
    expect(await ask("FILLED")).toEqual({
      ready: true,
      secrets: [{ name: "FILLED", state: "filled", ageDays: 30, maxAgeDays: 30 }],
    });
  });

  it.each([
    ["EMPTY", { state: "empty", ageDays: null }],
    ["BLANK", { state: "empty", ageDays: 1 }],
    ["PLACEHOLDER", { state: "placeholder", ageDays: 400 }],
    ["STALE", { state: "stale", ageDays: 31 }],
    ["LOCKED", { state: "not proven", ageDays: null, error: "AccessDeniedException" }],
    ["ODD", { state: "not proven", ageDays: null, error: "DecryptionFailure" }],
  ])("is not ready for %s, and goes on to the others", async (name, finding) => {
    const report = await ask(name, "FILLED");

    expect(report).toEqual({
      ready: false,
      secrets: [
        { name, maxAgeDays: 30, ...finding },
        { name: "FILLED", state: "filled", ageDays: 30, maxAgeDays: 30 },
      ],
    });
    expect(JSON.stringify(report)).not.toContain("MARKER");
  });
});

describe("the comparison", () => {
  const value = "https://0a1b2c3d@tracker.example/1";
  const salt = "5a".repeat(16);
  const claimed = (text: string) => ({
    salt,
    digest: createHmac("sha256", salt).update(text).digest("hex"),
  });
  const answers = {
    GetSecretValue: ({ body }: { body: string }) => {
      const { SecretId } = JSON.parse(body);
      if (SecretId === "seeds-test/EMPTY") throw new Refusal("ResourceNotFoundException", "no value");
      return { SecretString: SecretId === "seeds-test/SHORT" ? "fifteen-letters" : `${value}\n` };
    },
  };
  const ask = async (compare: Record<string, object>) => {
    await using aws = await FakeAws.start(answers);
    const secrets = Object.fromEntries(["DSN", "SHORT", "EMPTY"].map((name) => [name, { maxAgeDays: 30 }]));
    const claims = claimsIn({ compare }) ?? {};
    return await compared(claims, { prefix: "seeds-test", secrets }, new SecretsManagerClient(aws.client));
  };

  it("says whether a value is the one in use, of long ones and of its own secrets alone", async () => {
    expect(
      await ask({
        DSN: claimed(value),
        SHORT: claimed("fifteen-letters"),
        EMPTY: claimed(""),
        STRANGE: claimed(value),
      }),
    ).toEqual({ DSN: true, SHORT: false, EMPTY: false });
    expect(await ask({ DSN: claimed(`${value}x`) })).toEqual({ DSN: false });
  });

  it.each([
    [{}],
    [{ source: "aws.scheduler" }],
    [{ compare: { DSN: { salt: "", digest: claimed("").digest } } }],
    [{ compare: { DSN: { ...claimed(""), value } } }],
    [undefined],
  ])("is asked for by digests alone: %j does not", (event) => expect(claimsIn(event)).toBeUndefined());
});
