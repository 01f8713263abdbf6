import { describe, expect, it } from "vitest";
import { configurationReference, keyRows } from "../../config/reference.ts";
import { unwiredKeys } from "../../config/unwired.ts";
import { written } from "./writing.ts";

const platform = (stack: string) => written(stack).config["golive:platform"];

describe("what is not wired yet", () => {
  it.each(["production", "staging"])("is told of %s, key by key, and nothing else", (stack) => {
    expect(unwiredKeys(platform(stack))).toEqual([
      { path: "evidence", what: "the exercised tier will ask for these records" },
    ]);
  });

  it("is told through defaults and options", () => {
    const set = { slo: { p95Ms: 200 }, expectedRps: 10, evidence: { required: ["smoke"] } };

    expect(unwiredKeys(set).map(({ path }) => path)).toEqual(["evidence"]);
  });

  it("is nothing where nothing is written", () => expect(unwiredKeys({})).toEqual([]));
});

describe("the reference", () => {
  const rows = keyRows();
  const row = (path: string) => rows.find((one) => one.path === path);

  it("gives every key a meaning and says what it takes", () => {
    expect(
      rows.filter(({ meaning, allowed }) => meaning === "" || allowed === "").map(({ path }) => path),
    ).toEqual([]);
  });

  it("has each key once", () => {
    expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
  });

  it("says which kinds have a key, what it defaults to and whether something reads it", () => {
    expect(row("services.<name>.queues")).toEqual({
      path: "services.<name>.queues",
      kinds: ["worker"],
      allowed: "a list of at least 1; each entry: letters, digits and . : - _ { }, up to 100",
      fallback: undefined,
      required: true,
      meaning: "queues it drains; their backlog decides how many tasks run (P09)",
      notWiredYet: undefined,
    });
    expect(row("slo.p95Ms")).toEqual({
      path: "slo.p95Ms",
      kinds: [],
      allowed: "a whole number, 10–60000",
      fallback: "250",
      required: false,
      meaning: "95th percentile of response time, milliseconds (K07)",
      notWiredYet: undefined,
    });
    expect(row("evidence")?.notWiredYet).toBe("the exercised tier will ask for these records");
    expect(row("services.<name>.egress[].to")).toEqual({
      path: "services.<name>.egress[].to",
      kinds: ["isolated"],
      allowed: "a block of IPv4 addresses such as 203.0.113.0/24",
      fallback: '"0.0.0.0/0"',
      required: false,
      meaning: "addresses",
      notWiredYet: undefined,
    });
    expect(row("services.<name>.image")?.kinds).toEqual([]);
    expect(row("services.<name>.deploy")?.kinds).toEqual(["api", "web"]);
    expect(row("services.<name>.deploy.strategy")?.kinds).toEqual([]);
    expect(row("services.<name>.deploy.stepMinutes")?.kinds).toEqual(["canary", "linear"]);
    expect(row("services.<name>.deploy.stepMinutes")?.fallback).toBe("10 | 6");
    expect(row("services.<name>.port")?.kinds).toEqual(["api", "web"]);
    expect(row("secrets.<name>.length")?.kinds).toEqual(["generated"]);
    expect(row("buckets.<name>.retentionDays")?.allowed).toBe("a whole number, 1–3650 or null");
  });

  it("is a Markdown table with a line a key", () => {
    const lines = configurationReference().trimEnd().split("\n");

    expect(lines.length).toBe(rows.length + 2);
    expect(lines.filter((line) => line.replaceAll("\\|", "").split("|").length !== 6)).toEqual([]);
    expect(lines).toContain(
      "| `caches.<name>.replicas` | a whole number, 0–5 | required | copies of the primary, each in another zone |",
    );
  });
});
