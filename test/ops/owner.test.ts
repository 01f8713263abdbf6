import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { leaksOf } from "../../config/leaks.ts";
import { type SmokeStep, trials } from "../../config/shape/trials.ts";
import type { Around } from "../../ops/smoke/check.ts";
import { tenantChecks } from "../../ops/smoke/closed.ts";
import { hasOwner } from "../../ops/smoke/owner.ts";
import { targetAt } from "../../ops/target.ts";
import { Secrets } from "../../ops/trial/secret.ts";
import { root } from "../config/writing.ts";
import { World } from "../drills/world.ts";

const leak = { service: "api", path: "/api/companies/1", as: "STRANGER" };
const step = (id: string, more: object): object => ({
  ...{ id, service: "api", path: "/api/companies/{company}", as: "signedIn", expect: { status: 200 } },
  ...more,
});
const steps = (...all: readonly object[]): readonly SmokeStep[] => trials.parse({ smoke: all }).smoke;
const shown = (...all: readonly object[]) => hasOwner({ trials: trials.parse({ smoke: all }) }, leak);

const read = step("read", {});
const hidden = step("hidden", { as: "STRANGER", expect: { status: [403, 404] } });

describe("what a stranger is refused", () => {
  it("is somebody's where a step reads it as its owner, and a later one as the stranger in vain", () => {
    expect(shown(read, step("list", { path: "/api/companies" }), hidden)).toBe(true);
    expect(shown(step("read", { path: leak.path }))).toBe(true);
  });

  it.each<[string, readonly object[]]>([
    ["nobody reads it", []],
    ["nobody reads it in vain", [read]],
    ["the stranger reads it first", [hidden, read]],
    ["it is deleted meanwhile", [read, step("remove", { method: "DELETE" }), hidden]],
    ["the stranger is its owner", [step("read", { as: "STRANGER" }), hidden]],
    ["it is read without a token", [step("read", { as: undefined }), hidden]],
    ["its owner may be refused too", [step("read", { expect: { status: [200, 404] } }), hidden]],
    ["the stranger may see it", [read, step("hidden", { as: "STRANGER", expect: { status: [200, 404] } })]],
    ["it is of another kind", [read, hidden].map((one) => ({ ...one, path: "/api/reports/{report}" }))],
    ["it is another service's", [read, hidden].map((one) => ({ ...one, service: "admin" }))],
  ])("is nobody's where %s", (_, all) => expect(shown(...all)).toBe(false));

  it.each(
    ["", "examples/dashboards", "examples/local-seo", "examples/product", "examples/wallet"].flatMap(
      (folder) => ["staging", "production"].map((stack) => join(folder, `Pulumi.${stack}.yaml`)),
    ),
  )("is somebody's in %s", (file) => {
    const { config } = targetAt(join(root, file));
    expect(leaksOf(config).map((one) => hasOwner(config, one))).toEqual([true]);
  });

  it("shows nothing by itself, and says what would", async () => {
    using world = new World();
    const trial = await world.trial();
    process.env.TENANT_PROBE_TOKEN = "a-strangers-token";
    const around = (status: number) =>
      ({
        trial,
        secrets: new Secrets(trial),
        address: () => "https://api.example",
        ask: async () => ({ status, headers: new Headers(), text: "", ms: 1 }),
      }) as Partial<Around> as Around;
    const said = (status: number, smoke: readonly SmokeStep[]) => {
      const { config } = world.target;
      const [check] = tenantChecks({ ...config, trials: { ...config.trials, smoke: [...smoke] } });
      return check?.run(around(status));
    };
    const stranger = (one: object) => ({ ...one, as: "TENANT_PROBE_TOKEN" });

    expect(await said(404, [])).toEqual({
      passed: false,
      found: expect.stringMatching(/^refused to TENANT_PROBE_TOKEN, and not shown to be anybody's: /),
    });
    expect(await said(404, steps(read, stranger(hidden)))).toMatchObject({ passed: true });
    expect(await said(200, steps(read, stranger(hidden)))).toEqual({
      passed: false,
      found: "to TENANT_PROBE_TOKEN it answered 200, not 403 or 404",
    });
    delete process.env.TENANT_PROBE_TOKEN;
  });
});
