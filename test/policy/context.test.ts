import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readContext } from "../../policy/sdk/context.ts";

const engine = (stack: string | undefined, platform: unknown, key = "golive:platform") => ({
  ...(stack === undefined ? {} : { PULUMI_NODEJS_STACK: stack }),
  PULUMI_NODEJS_PROJECT: "golive",
  PULUMI_CONFIG: JSON.stringify({
    [key]: typeof platform === "string" ? platform : JSON.stringify(platform),
  }),
});

describe("what the pack knows of the stack", () => {
  it("takes a stack for staging only where its name and its configuration both say so", () => {
    expect(readContext(engine("staging", { environment: "staging" })).floor).toBe("staging");
    expect(readContext(engine("acme/shop/dev-2", { environment: "staging" }, "shop:platform")).floor).toBe(
      "staging",
    );
  });

  it.each(["production", "prod", "acme/golive/production", "eu-prod-2", "prod2", "live"])(
    "keeps a stack called %s on the production floor, whatever its configuration says",
    (stack) => expect(readContext(engine(stack, { environment: "staging" })).floor).toBe("production"),
  );

  it.each([
    ["nothing at all", {}],
    ["no configuration", { PULUMI_NODEJS_STACK: "staging" }],
    ["no stack's name", engine(undefined, { environment: "staging" })],
    ["a configuration that is not JSON", { PULUMI_NODEJS_STACK: "staging", PULUMI_CONFIG: "{" }],
    ["a platform that is not JSON", engine("staging", "environment: staging")],
    ["another environment", engine("staging", { environment: "Staging" })],
    ["no environment", engine("staging", {})],
  ])("falls back on the production floor, without waivers, when told %s", (_, env) =>
    expect(readContext(env)).toMatchObject({ floor: "production", waivers: [] }),
  );

  it("hands the waivers over as they stand, and what is not text as nothing", () => {
    const waiver = { rule: "a-b", resource: "main", reason: "because", owner: "data", until: "2027-01-31" };
    expect(
      readContext(engine("production", { waivers: [waiver, { ...waiver, until: 2027 }, "a-b"] })).waivers,
    ).toEqual([
      waiver,
      { ...waiver, until: "" },
      { rule: "", resource: "", reason: "", owner: "", until: "" },
    ]);
  });

  it("tells of the launch what the configuration says, and takes all but false for live", () => {
    const platform = { product: "shop", environment: "production" };
    const approver = { name: "Ada Moreno", key: "MCow" };
    const launched = (launch: unknown) => readContext(engine("production", { ...platform, launch })).launch;

    expect(readContext(engine("production", platform)).launch).toEqual({
      live: false,
      stack: "shop-production",
      approvers: [],
      go: undefined,
    });
    expect(launched({ live: true, approvers: [approver, { name: 7 }, "Jon"] })).toMatchObject({
      live: true,
      approvers: [approver, { name: "", key: "" }, { name: "", key: "" }],
    });
    expect(["yes", 1, "false"].map((live) => launched({ live }).live)).toEqual([true, true, true]);
  });

  it("hands a GO over as the engine writes structures, and what is not JSON as it stands", () => {
    const go = { statement: "{}", signature: "x" };
    const said = (text: string) =>
      readContext({ PULUMI_CONFIG: JSON.stringify({ "golive:go": text, "golive:platform": "{}" }) }).launch
        .go;

    expect(said(JSON.stringify(go))).toEqual(go);
    expect(said("GO")).toBe("GO");
  });

  it("never fails, whatever the configuration is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (platform, stack) => {
        expect(["production", "staging"]).toContain(
          readContext(engine(stack, { waivers: platform, ...Object(platform) })).floor,
        );
      }),
    );
  });
});
