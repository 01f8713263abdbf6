import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { formatMistakes } from "../../config/mistakes.ts";
import { secretKind } from "../../config/reading/secret-shapes.ts";
import { change, mistakesIn, mistakesWith, shipped, textOf, written } from "./writing.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]): string => parts.join("");
const random = "q7Zr2KfX9mWc4TbV8nLs";

const byShape: readonly (readonly [kind: string, value: string])[] = [
  ["an AWS access key id", made("AK", "IA", "IOSFODNN7EXAMPLE")],
  ["an AWS access key id", made("AS", "IA", "IOSFODNN7EXAMPLE")],
  ["a GitHub token", made("gh", "p_", random, random)],
  ["a GitHub token", made("github", "_pat_", random, random)],
  ["a GitLab token", made("gl", "pat-", random)],
  ["a Stripe key", made("sk", "_live_", random)],
  ["a Stripe key", made("rk", "_test_", random)],
  ["a webhook signing key", made("wh", "sec_", random)],
  ["an API key (sk-…)", made("sk", "-proj-", random)],
  ["a Slack token", made("xo", "xb-", "123456789012-", random)],
  ["a Slack webhook address", made("https://hooks.slack", ".com/services/T000/B000/", random)],
  ["a Google API key", made("AI", "za", random, random)],
  ["a SendGrid key", made("SG", ".", random, ".", random, random)],
  ["an npm token", made("np", "m_", random, random)],
  ["a PyPI token", made("py", "pi-", random, random)],
  ["a private key", made("-----BEGIN RSA ", "PRIVATE KEY-----\nMIIEow")],
  ["a private key", made("-----BEGIN ", "PRIVATE KEY-----")],
  ["a JSON web token", made("ey", "JhbGciOiJIUzI1NiJ9", ".", "eyJzdWIiOiIxIn0", ".", random)],
  ["an address with a password in it", made("postgres://app:", "hunter2", "@db.prospector.example:5432/app")],
  ["an address with a password in it", made("rediss://:", "hunter2", "@cache.prospector.example:6379")],
  [
    "an address with a credential in its query",
    made("https://hooks.prospector.example/?", "token=", "hunter2"),
  ],
  ["a random text, as credentials are", made(random, random)],
  ["a random text, as credentials are", made("9f86d081884c7d65", "9a2feaa0c55ad015")],
  ["a random text, as credentials are", made("k3j9x8q2w7", "z1m4n6b5v0", "c8x3")],
  ["a random text, as credentials are", made("wJalrXUtnFEMI/K7MDENG/bPx", "RfiCYzEXAMPLEKEY2a9")],
];

const byName = [
  "PASSWORD",
  "DB_PASSWORD",
  "dbPassword",
  "passphrase",
  "JWT_SECRET",
  "ACCESS_TOKEN",
  "apiKey",
  "API_KEY",
  "privateKey",
  "SIGNING_KEY",
  "credentials",
  "aws:secretKey",
];

const harmless: readonly (readonly [key: string, value: string])[] = [
  [
    "digest",
    `111122223333.dkr.ecr.eu-central-1.amazonaws.com/prospector-api@sha256:${made("3d2f9a0c7b1e4f6a8c5d0e9b2a7f4c1d", "6e3b8a5f0c9d2e7b4a1f6c3d8e5b0a97")}`,
  ],
  ["tag", made("prospector-api:9f86d081884c7d659a2f", "eaa0c55ad015a3bf4f1b")],
  ["GIT_SHA", made("9f86d081884c7d659a2f", "eaa0c55ad015a3bf4f1b")],
  ["roleArn", "arn:aws:iam::111122223333:role/prospector-production-api-execution"],
  ["zoneId", "Z0123456789ABCDEFGHIJ"],
  ["secret", "OPENAI_API_KEY"],
  ["url", "https://events.pager.example/integration/9f86d081884c7d659a2feaa0c55ad015/enqueue"],
  ["probe", "https://api.openai.com/v1/models"],
  ["X_ID", "5f4ad3d2-2701-4f7c-9eb3-d8df2707ede7"],
  ["secretsprovider", "awskms://alias/prospector-production-pulumi?region=eu-central-1"],
  ["MAX_TOKENS", "4096"],
  ["REQUIRE_TOKEN", "true"],
  ["TOKEN", ""],
  ["PASSWORD_MIN_LENGTH", "12"],
  ["JWT_ALGORITHM", "HS256"],
  ["purpose", "address and credentials of the application's database role"],
  ["context", "./services/very-long-folder-name-2/with-many-words-in-it-3/backend"],
  ["escalation", "Head of Engineering, +47 555 01 123"],
  ["TOKEN_ENDPOINT", "https://login.prospector.example/oauth2/token"],
];

describe("a credential", () => {
  it.for(byShape)("is known by its form: %s", ([kind, value]) => expect(secretKind(value, "X")).toBe(kind));

  it.for(byName)("is known by its name: %s", (name) =>
    expect(secretKind("hunter2", name)).toBe("a credential, by its name"),
  );

  it.for(harmless)("is not what %s: %s holds", ([key, value]) =>
    expect(key === "secret" ? secretKind(value) : secretKind(value, key)).toBeUndefined(),
  );
});

describe("a stack file with a credential in it", () => {
  it.for(byShape)("is refused and does not show it: %s", ([kind, value]) => {
    const mistakes = mistakesWith(["services", "api", "env", "SETTING"], value);

    expect(mistakes.map(({ path, found }) => [path, found])).toEqual([
      ["services.api.env.SETTING", `${kind} (${value.length} characters, not shown)`],
    ]);
  });

  it.for(byName)("is refused under %s, whatever the key's namespace", (name) => {
    const file = written();
    change(file, ["config", name], "hunter2");

    expect(formatMistakes(mistakesIn(stringify(file)))).toMatch(
      / {2}found a credential, by its name \(7 characters, not shown\) · allowed: no value here/,
    );
  });

  it("is refused when the value is sealed: secrets live in the manager", () => {
    for (const path of [
      ["config", "other:thing"],
      ["config", "golive:platform", "services", "api", "env", "SETTING"],
    ]) {
      const file = written();
      change(file, path, { secure: "v1:c2VhbGVk:c2VhbGVk" });

      expect(mistakesIn(stringify(file)).map(({ found }) => found)).toContain("a sealed value (secure:)");
    }
  });

  it("is refused outside of config too, but for Pulumi's own ciphertext", () => {
    const file = {
      ...written(),
      encryptedkey: made(random, random),
      secretsprovider: `awskms://${made("AK", "IA", "IOSFODNN7EXAMPLE")}`,
    };

    expect(mistakesIn(stringify(file)).map(({ path, found }) => [path, found])).toEqual([
      ["secretsprovider", "an AWS access key id (29 characters, not shown)"],
    ]);
  });

  it("does not show it where a key, a name or a choice is expected", { timeout: 60_000 }, () => {
    for (const [, value] of byShape.filter(
      ([kind], index) => byShape.findIndex(([other]) => other === kind) === index,
    ))
      for (const path of [
        ["region"],
        ["services", value],
        ["services", "api", "kind"],
        ["database", value],
        ["cors", "origins"],
        ["services", "api", "secrets", 0],
      ]) {
        const said = formatMistakes(mistakesWith(path, value));

        expect(said).not.toBe("");
        expect(said).not.toContain(value);
      }
  });

  it("does not show it where the YAML breaks off", () => {
    const value = made("gh", "p_", random);

    expect(formatMistakes(mistakesIn(`config: {}\n${value}\n  a: *${value}\n\t"${value}\n`))).not.toContain(
      value,
    );
  });

  it("is none of those that ship", () => {
    for (const file of shipped)
      expect(mistakesIn(textOf(file), file.includes("staging") ? "staging" : "production")).toEqual([]);
  });
});
