import { describe, expect, it } from "vitest";
import { type Waiver, Waivers } from "../../policy/waivers/waivers.ts";

const today = new Date("2026-11-21T12:00:00Z");
const good: Waiver = {
  rule: "a-b",
  resource: "main",
  reason: "the pilot",
  owner: "data",
  until: "2026-12-31",
};
const known = new Set(["a-b", "c-d"]);
const waiving = (...list: readonly Partial<Waiver>[]) =>
  new Waivers(
    list.map((one) => ({ ...good, ...one })),
    today,
  );

describe("a waiver", () => {
  it("excuses its own rule on its own resource and nothing else", () => {
    const waivers = waiving({});
    expect(waivers.on("a-b", "main")).toEqual({ waiver: good, holds: true });
    expect(waivers.on("a-b", "main-2")).toBeUndefined();
    expect(waivers.on("c-d", "main")).toBeUndefined();
    expect(waivers.problems(known)).toEqual([]);
  });

  it("holds on its last day and not on the next", () => {
    expect(waiving({ until: "2026-11-21" }).on("a-b", "main")?.holds).toBe(true);
    expect(waiving({ until: "2026-11-20" }).on("a-b", "main")?.holds).toBe(false);
  });

  it("that was renewed holds although the old one stands beside it", () => {
    expect(waiving({ until: "2026-11-20" }, {}).on("a-b", "main")?.holds).toBe(true);
  });

  it.each([
    ["gives no reason", { reason: " " }],
    ["has no owner", { owner: "" }],
    ["has no end date", { until: "" }],
    ["has no end date", { until: "2026-13-01" }],
    ["has no end date", { until: "2026-02-30" }],
    ["has no end date", { until: "31.12.2026" }],
    ["ends more than 180 days ahead", { until: "2027-05-21" }],
  ])("that %s excuses nothing and is reported", (mistake, wrong) => {
    const waivers = waiving(wrong);
    expect(waivers.on("a-b", "main")).toBeUndefined();
    expect(waivers.problems(known)).toEqual([`the waiver of a-b on main ${mistake}`]);
  });

  it("may end 180 days ahead", () =>
    expect(waiving({ until: "2027-05-20" }).on("a-b", "main")?.holds).toBe(true));

  it("that excuses nothing is reported", () => {
    expect(waiving({}).problems(known)).toEqual(["the waiver of a-b on main excuses nothing"]);
  });

  it("of a rule that no waiver excuses is reported, and excuses nothing", () => {
    const waivers = new Waivers([good], today, new Set(["a-b"]));
    expect(waivers.on("a-b", "main")).toBeUndefined();
    expect(waivers.problems(known)).toEqual([
      "the waiver of a-b on main is of a rule that no waiver excuses",
    ]);
  });

  it("of a rule that does not exist is reported", () => {
    expect(waiving({ rule: "a-z" }).problems(known)).toEqual([
      "the waiver of a-z on main names a rule that does not exist",
    ]);
  });
});
