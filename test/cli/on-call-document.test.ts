import { describe, expect, it } from "vitest";
import { onCallDocument } from "../../cli/on-call-document.ts";
import type { Config } from "../../config/schema.ts";
import { configOf } from "../config/config-of.ts";

const production = configOf("production");
const text = (oncall: Partial<Config["oncall"]> = {}): string =>
  onCallDocument([
    { stack: "production", config: { ...production, oncall: { ...production.oncall, ...oncall } } },
  ]);
/** The rows of one table. */
const rows = (title: string, document: string): readonly string[] => {
  const [, after = ""] = document.split(`### ${title}\n\n`);
  const [table = ""] = after.split("\n\n");
  return table.trimEnd().split("\n").slice(2);
};

describe("who is called", () => {
  it("is said in the order in which people answer, with who owns what (G15, C22)", () => {
    expect(rows("production", text())).toEqual([
      "| answers first | Ada Moreno |",
      "| answers when the first does not | Jon Bakke |",
      "| decides when neither can | Head of Engineering, +47 555 01 123; cto@prospector.example |",
      "| owns the platform | platform@prospector.example |",
      "| owns the data | data@prospector.example |",
      "| reaches whoever is on call | oncall@prospector.example |",
      "| the runbook that alarms link to | https://docs.prospector.example/runbook |",
    ]);
  });

  it("names each route with what it carries, the page first, and nothing of an address that lets in", () => {
    const document = text({
      routes: [
        {
          kind: "https",
          url: "https://events.pager.example/integration/0a1b2c3d/enqueue?token=let-me-in",
          carries: ["page"],
        },
        { kind: "email", address: "oncall@prospector.example", carries: ["ticket", "page"] },
        { kind: "slack", workspace: "T01ABCDEFGH", channel: "C01ABCDEFGH", carries: ["ticket"] },
      ],
    });

    expect(rows("Routes of production", document)).toEqual([
      "| pager at events.pager.example | page |",
      "| oncall@prospector.example | page, ticket |",
      "| Slack channel C01ABCDEFGH | ticket |",
    ]);
    expect(document).not.toMatch(/0a1b2c3d|let-me-in|T01ABCDEFGH/);
  });

  it("breaks no table, whatever somebody is called", () => {
    expect(rows("production", text({ primary: "Ada | Moreno" }))[0]).toBe(
      "| answers first | Ada \\| Moreno |",
    );
  });

  it("has a part for each stack, in the order in which they are given", () => {
    const both = onCallDocument([
      { stack: "production", config: production },
      { stack: "staging", config: configOf("staging") },
    ]);

    expect([...both.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title)).toEqual([
      "Who is called",
      "production",
      "Routes of production",
      "staging",
      "Routes of staging",
    ]);
    expect(both).toMatch(/[^\n]\n$/);
  });
});
