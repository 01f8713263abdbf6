import { describe, expect, it } from "vitest";
import { configurationReference, keyRows } from "../../config/reference.ts";

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

  it("says which kinds have a key and what it defaults to", () => {
    expect(row("services.<name>.queues")).toEqual({
      path: "services.<name>.queues",
      kinds: ["worker"],
      allowed: "a list of at least 1; each entry: letters, digits and . : - _ { }, up to 100",
      fallback: undefined,
      required: true,
      meaning: "queues it drains; their backlog decides how many tasks run (P09)",
    });
    expect(row("slo.p95Ms")).toEqual({
      path: "slo.p95Ms",
      kinds: [],
      allowed: "a whole number, 10–60000",
      fallback: "250",
      required: false,
      meaning: "95th percentile of response time, milliseconds (K07)",
    });
    expect(row("services.<name>.egress[].to")).toEqual({
      path: "services.<name>.egress[].to",
      kinds: ["isolated"],
      allowed: "a block of IPv4 addresses such as 203.0.113.0/24",
      fallback: '"0.0.0.0/0"',
      required: false,
      meaning: "addresses",
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
