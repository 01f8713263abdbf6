import { describe, expect, it } from "vitest";
import { inTheClear, isLocal } from "../../policy/reading/endpoints.ts";
import { isPlaceholder } from "../../policy/reading/placeholders.ts";
import { looksSecret } from "../../policy/reading/secret-shapes.ts";

describe("a placeholder", () => {
  it.each([
    "changeme",
    "CHANGE_ME",
    "TODO",
    "tbd",
    "xxx",
    "<token>",
    "{{ host }}",
    "your-api-key",
    "ops@example.com",
    "https://example.org/x",
    "n/a",
    "...",
  ])("is %s", (text) => expect(isPlaceholder(text)).toBe(true));
  it.each([
    "api.shop.example",
    "https://oncall.shop.example",
    "json",
    "none-of-your-business",
    "eu-central-1",
    "true",
    "Ada Moreno",
    "yourself@shop.example",
  ])("is not %s", (text) => expect(isPlaceholder(text)).toBe(false));
});

describe("a local address", () => {
  it.each([
    "localhost",
    "http://localhost:3000",
    "127.0.0.1:6379",
    "redis://127.1.2.3/0",
    "0.0.0.0",
    "postgres://u@localhost/db",
    "http://[::1]:80",
    "http://db.local/",
    "host.docker.internal:80",
    "a,localhost,b",
  ])("is in %s", (text) => expect(isLocal(text)).toBe(true));
  it.each([
    "https://localhosting.example",
    "10.0.0.1",
    "1127.0.0.1",
    "https://api.shop.example/local/path",
    "locale=en",
    "mylocalhost.shop.example",
  ])("is not in %s", (text) => expect(isLocal(text)).toBe(false));
});

describe("what is sent in the clear", () => {
  it("is named without the credential that stands in the address", () => {
    expect(inTheClear("redis://user:hunter2@cache.internal:6379/0")).toBe("redis://cache.internal:6379/0");
  });
  it.each(["http://api.shop.example", "amqp://mq", "host=db sslmode=prefer", "a,http://b"])(
    "is in %s",
    (text) => expect(inTheClear(text)).toBeDefined(),
  );
  it.each(["https://api.shop.example", "rediss://cache", "amqps://mq", "sslmode=verify-full", "urn:http"])(
    "is not in %s",
    (text) => expect(inTheClear(text)).toBeUndefined(),
  );
});

describe("a credential in the open", () => {
  it.each([
    ["OPENAI_API_KEY", "anything", "has a credential's name"],
    ["ADMIN_PASSWORD", "x", "has a credential's name"],
    ["X", "ghp_0123456789abcdefghijklmnopqrstuvwxyz", "looks like a GitHub token"],
    ["X", "postgres://shop:hunter2@db/shop", "looks like a password in an address"],
    ["X", "k3Jd8sLq0ZpXv7Bn2MwRt5Yc9HfGa1Ue", "looks random enough to be a key"],
  ])("is %s=%s", (name, value, why) => expect(looksSecret(name, value)).toBe(why));

  it.each([
    ["TOKEN_TTL_SECONDS", "900"],
    ["JWT_ALGORITHM", "RS256"],
    ["REQUIRE_TOKEN", "true"],
    ["SECRET_ARN", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop/JWT-a1b2c3"],
    ["DATABASE_URL", "postgres://db.internal/shop"],
    ["BUCKET_REPORTS", "prospector-production-reports-111122223333"],
    ["BUCKET_EXPORTS", "dashboards-production-exports-111122223333"],
    ["IMAGE_TAG", "2026-11-21"],
  ])("is not %s=%s", (name, value) => expect(looksSecret(name, value)).toBeUndefined());
});
