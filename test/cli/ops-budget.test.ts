import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { conditionsOf, type Seen } from "../../ops/budget/readiness.ts";
import { answering } from "./answering.ts";
import { Endpoint, Folder, identityOf, type Reply, somebody } from "./running.ts";

const account = "444455556666";
const now = new Date("2026-11-21T12:00:00Z");
const tag = (TagKey: string, Status: "Active" | "Inactive") => ({
  ...{ TagKey, Status },
  Type: "UserDefined" as const,
});
const both = [tag("product", "Active"), tag("environment", "Active")];
const spent = (Amount: string, LastUpdatedTime = new Date("2026-10-01T00:00:00Z")) => ({
  budget: {
    ...{ BudgetName: "prospector-staging", BudgetType: "COST" as const, TimeUnit: "MONTHLY" as const },
    BudgetLimit: { Amount: "400.0", Unit: "USD" },
    CalculatedSpend: { ActualSpend: { Amount, Unit: "USD" } },
    LastUpdatedTime,
  },
});
const good: Seen = { tags: both, ...spent("123.45") };
const judged = (seen: Partial<Seen>, at = now) =>
  conditionsOf({ ...good, ...seen }, { stack: "staging", now: at });
const bad = (seen: Partial<Seen>, at = now) =>
  judged(seen, at)
    .filter(({ ready }) => !ready)
    .map(({ name, found, todo }) => [name, found, todo?.split(/[,:;]/)[0]]);

describe("what it takes for a budget to count", () => {
  it("is both tags, the budget, and a number above zero", () => {
    expect(judged({}).map(({ name, ready, found }) => `${name} ${ready}: ${found}`)).toEqual([
      "tag product true: active",
      "tag environment true: active",
      "budget true: 400 USD a month",
      "spending true: 123.45 USD this month",
    ]);
  });

  const pays = "in the account that pays";
  it.each<[string, Partial<Seen>, readonly (readonly string[])[]]>([
    [
      "nobody made a tag one for costs",
      { tags: [tag("product", "Inactive"), tag("environment", "Active")] },
      [["tag product", "inactive", `make "product" active ${pays}`]],
    ],
    [
      "AWS has not seen the tags yet",
      { tags: [] },
      ["product", "environment"].map((key) => [
        `tag ${key}`,
        "not there",
        "AWS lists a tag a day after something carries it",
      ]),
    ],
    [
      "another account pays, and nothing is counted",
      { tags: undefined, ...spent("0.0") },
      [
        [
          "tag product",
          "only the account that pays is told",
          'have "product" made active in the account that pays',
        ],
        [
          "tag environment",
          "only the account that pays is told",
          'have "environment" made active in the account that pays',
        ],
        ["spending", "nothing", "the stack runs and costs nothing"],
      ],
    ],
    [
      "nothing was deployed",
      { budget: undefined },
      [["budget", "not there", "`./golive up staging` makes it"]],
    ],
    ["it counts nothing", spent("0"), [["spending", "nothing", "the stack runs and costs nothing"]]],
  ])("is missed, with what to do, where %s", (_, seen, missed) => expect(bad(seen)).toEqual(missed));

  it("is enough where another account pays and the budget counts: it could not without the tags", () => {
    expect(bad({ tags: undefined })).toEqual([]);
  });

  it.each([
    ["a budget", spent("0", new Date("2026-11-20T12:00:00Z")), now],
    ["a month", spent("0"), new Date("2026-12-02T12:00:00Z")],
  ])("may be nothing yet for the first two days of %s", (_, seen, at) => {
    expect(bad(seen, at)).toEqual([]);
    expect(bad(seen, new Date(at.getTime() + 86_400_000))).toHaveLength(1);
  });
});

describe("ops budget", () => {
  const json = (body: unknown, status = 200): Reply => ({ status, body: JSON.stringify(body) });
  async function budget(args: readonly string[], costs: Reply, described: Reply) {
    const bodies: string[] = [];
    await using aws = await Endpoint.start((_, body) => {
      if (body.includes("GetCallerIdentity")) return identityOf(account);
      bodies.push(body);
      return body.includes("TagKeys") ? costs : described;
    });
    const env = { ...somebody, AWS_ENDPOINT_URL: aws.url };
    return { ...(await answering(["ops", "budget", "staging", ...args], env)), bodies };
  }
  const counted = json({ Budget: { ...spent("123.45").budget, LastUpdatedTime: 1_790_000_000 } });
  const listed = json({ CostAllocationTags: both });

  it("asks two things, changes nothing, and ends well where the budget counts", async () => {
    const { status, stdout, stderr, bodies } = await budget([], listed, counted);
    expect([status, stderr]).toEqual([0, ""]);
    expect(bodies.map((body) => JSON.parse(body))).toEqual(
      expect.arrayContaining([
        { TagKeys: ["product", "environment"], Type: "UserDefined" },
        { AccountId: account, BudgetName: "prospector-staging" },
      ]),
    );
    expect(bodies).toHaveLength(2);
    expect(stdout).toContain("Ready: it counts what the stack costs");
  });

  it("ends with 1 and with what to do where it does not", async () => {
    const gone = json({ __type: "NotFoundException", message: "no budget" }, 400);
    const { status, stdout } = await budget([], json({ CostAllocationTags: [] }), gone);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}✘ {2}budget +not there\n +→ `\.\/golive up staging` makes it$/m);
    expect(stdout).toContain("Not ready: 3 of 3 conditions.");
  });

  it("takes the word of the budget where another account pays", async () => {
    const linked = json(
      {
        __type: "AccessDeniedException",
        message:
          "Failed to list Cost Allocation Tags: Linked account doesn't have access to cost allocation tags.",
      },
      400,
    );
    const { status, stdout } = await budget(["--json"], linked, counted);
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { ready: true, budget: "prospector-staging" }]);
  });

  it("says which right is missing", async () => {
    const refused = json({ __type: "AccessDeniedException", message: "not authorized" }, 400);
    const { status, stderr } = await budget([], refused, counted);
    expect(status).toBe(3);
    expect(stderr).toMatch(/needs ce:ListCostAllocationTags/);
  });

  it("says where a stack without a budget has none, and asks nobody", async () => {
    using folder = new Folder().write();
    const file = join(folder.path, "Pulumi.staging.yaml");
    const stack = parseDocument(readFileSync(file, "utf8"));
    stack.deleteIn(["config", "golive:platform", "budget"]);
    writeFileSync(file, String(stack));
    const { status, stderr } = await answering(["ops", "budget", "staging", "-d", folder.path]);
    expect(status).toBe(2);
    expect(stderr.split("\n").slice(2, 5)).toEqual([
      expect.stringMatching(/^Pulumi\.staging\.yaml:\d+:\d+ {2}budget$/),
      "  found:   nothing: nobody is told what this stack costs",
      "  allowed: what a month may cost",
    ]);
  });
});
