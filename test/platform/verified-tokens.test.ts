import { describe, expect, it } from "vitest";
import { passing } from "../../components/edge/verified.ts";
import type { Config } from "../../config/schema.ts";
import { configOf } from "../config/config-of.ts";
import type { Declared } from "./declare.ts";
import { platform, platformOf } from "./platforms.ts";

const jwt = { issuer: "https://id.prospector.example", jwks: "https://id.prospector.example/jwks.json" };
const production = configOf("production");
const { api } = production.services;
if (api?.kind !== "api") throw new Error("the production stack has an API");
const verified: Config = {
  ...production,
  services: {
    ...production.services,
    api: { ...api, deploy: { strategy: "rolling" }, surface: { ...api.surface, jwt } },
  },
};

const rules = (declared: readonly Declared[]) =>
  declared
    .filter(({ type, name }) => type.endsWith(":ListenerRule") && name.startsWith("balancer-to-api"))
    .toSorted((a, b) => a.name.localeCompare(b.name));
const actions = ({ inputs }: Declared) =>
  (inputs.actions as readonly { readonly type: string }[]).map(({ type }) => type);

describe("a balancer that verifies tokens", () => {
  it("lets through what has a token that the issuer signed, and what needs none", async () => {
    const { declared } = await platformOf(verified);
    const made = rules(declared);
    expect(made.map((one) => [one.name, actions(one), one.ignoreChanges])).toEqual([
      ["balancer-to-api", ["jwt-validation", "forward"], []],
      ["balancer-to-api-open-1", ["forward"], ["actions"]],
      ["balancer-to-api-open-2", ["forward"], ["actions"]],
      ["balancer-to-api-open-3", ["forward"], ["actions"]],
      ["balancer-to-api-open-4", ["forward"], ["actions"]],
    ]);
    expect(made[0]?.inputs.actions).toMatchObject([
      { order: 1, jwtValidation: { issuer: jwt.issuer, jwksEndpoint: jwt.jwks } },
      { order: 2 },
    ]);
    const [asks, ...passes] = made.map(({ inputs }) => Number(inputs.priority));
    expect(passes.every((priority) => priority < (asks ?? 0))).toBe(true);
    const keys = declared.find(({ name }) => name === "balancer-reaches-keys-of-api");
    expect(keys?.inputs).toMatchObject({ fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" });
  });

  it("forwards each public operation, each path of health and preflights, five values a rule", () => {
    expect(passing(api)).toEqual([
      conditions(["GET"], ["/health", "/api/status"]),
      conditions(["GET", "HEAD"], ["/health", "/api/status"]),
      conditions(["GET", "HEAD"], ["/api/db/info"]),
      conditions(["OPTIONS"], ["/api/*", "/health"]),
    ]);
    const item = { method: "GET" as const, path: "/api/items/{id}" };
    expect(passing({ ...api, surface: { ...api.surface, public: [item] } })[0]).toEqual(
      conditions(["GET"], ["/api/items/*"]),
    );
  });

  it("asks for none where the stack names no issuer", async () => {
    const { declared } = await platform("production");
    expect(rules(declared).map((one) => [one.name, actions(one)])).toEqual([
      ["balancer-to-api", ["forward"]],
    ]);
  });
});

function conditions(methods: readonly string[], paths: readonly string[]) {
  return [
    { hostHeader: { values: ["api.prospector.example"] } },
    { httpRequestMethod: { values: methods } },
    { pathPattern: { values: paths } },
  ];
}
