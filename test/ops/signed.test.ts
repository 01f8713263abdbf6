import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { signingChecks } from "../../ops/smoke/signed.ts";
import { targetAt } from "../../ops/target.ts";

const { config } = targetAt("examples/product/Pulumi.staging.yaml");
const ours = "a-key-that-nobody-else-has-of-32-characters";
const inTheSource = "change-me-this-key-is-in-every-checkout";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const signed = (key: string, alg = "HS256"): string => {
  const text = `${part({ alg, typ: "JWT" })}.${part({ sub: "1" })}`;
  return `${text}.${createHmac(alg.replace("HS", "sha"), key).update(text).digest("base64url")}`;
};

async function judged(tokens: readonly string[], env: NodeJS.ProcessEnv = { JWT_SECRET: ours }) {
  const checks = signingChecks(config, () => tokens, env);
  return Promise.all(checks.map(async ({ name, run }) => [name, await run()] as const));
}
const name = "tokens are signed with JWT_SECRET";

describe("tokens that were given out", () => {
  it("are right where the key that the product was given has signed them", async () => {
    expect(await judged([signed(ours), signed(ours, "HS512")])).toEqual([
      [name, { passed: true, found: "2 of 2" }],
    ]);
  });

  it("may still be signed with the key before, while it changes", async () => {
    const env = { JWT_SECRET: inTheSource, JWT_SECRET_PREVIOUS: ours };
    expect(await judged([signed(ours)], env)).toMatchObject([[name, { passed: true }]]);
  });

  it("are wrong where another key has signed them, and neither key nor token is repeated", async () => {
    const [[, said] = []] = await judged([signed(ours), signed(inTheSource)]);

    expect(said).toEqual({
      passed: false,
      found: "1 of 2 are signed with another key, a default of the source perhaps",
    });
  });

  it.each([
    ["opaque", "c2Vzc2lvbg"],
    ["a key pair's", `${part({ alg: "RS256" })}.${part({})}.c2ln`],
    ["none", ""],
  ])("show nothing where they are %s", async (_, token) => {
    expect(await judged([token])).toEqual([
      [name, { passed: true, found: "no token was given that a shared key signs" }],
    ]);
  });

  it("are not looked at where whoever types has no key", async () => {
    expect(await judged([signed(inTheSource)], {})).toEqual([]);
  });
});
