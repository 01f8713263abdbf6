import { describe, expect, it } from "vitest";
import { parityRows } from "../../readiness/parity/rows.ts";
import { parityDocument } from "../../readiness/report/parity-document.ts";
import { parityReport } from "../../readiness/report/parity-report.ts";
import { painter } from "../../readiness/report/text.ts";
import type { ParityDifference } from "../../readiness/types.ts";

const difference = (
  resource: string,
  path: string,
  more: Partial<ParityDifference> = {},
): ParityDifference => ({
  resource,
  path,
  staging: 7,
  production: 35,
  intended: true,
  why: "retention",
  ...more,
});
const log = "aws:cloudwatch/logGroup:LogGroup";
const open = { intended: false, staging: false, production: true } as const;

describe("the rows of a comparison", () => {
  it("are one for the same difference of many resources of a type", () => {
    const [row, ...others] = parityRows(
      ["b", "a", "c"].map((name) => difference(`${log} ${name}`, "retentionInDays")),
    );
    expect(others).toEqual([]);
    expect(row).toEqual({
      why: "retention",
      type: log,
      path: "retentionInDays",
      staging: "7",
      production: "35",
      names: ["a", "b", "c"],
    });
  });

  it("are several where values, properties or reasons differ, and what nothing explains stands first", () => {
    const rows = parityRows([
      difference(`${log} a`, "retentionInDays"),
      difference(`${log} b`, "retentionInDays", { production: 36 }),
      difference(`${log} c`, "retentionInDays", { why: "another" }),
      difference("aws:rds/instance:Instance main", "storageEncrypted", open),
    ]);
    expect(rows.map(({ why, names }) => [why, ...names])).toEqual([
      [undefined, "main"],
      ["another", "c"],
      ["retention", "a"],
      ["retention", "b"],
    ]);
  });

  it.each([
    ["a whole resource", null, "present", ["none", "present"]],
    ["an object", { a: 1 }, { a: 2 }, ["one", "another"]],
    ["a list that one has", null, [1], ["none", "present"]],
    [
      "a hash, which changes with every build",
      `code/${"a1".repeat(8)}.zip`,
      `code/${"b2".repeat(8)}.zip`,
      ["one", "another"],
    ],
    ["a text", "50", "5", ["50", "5"]],
    [
      "who logs in at an address",
      "https://anna:pw@a.example",
      "https://b.example",
      ["https://a.example", "https://b.example"],
    ],
  ])("say of %s only what tells the two apart", (_, staging, production, said) => {
    const [row] = parityRows([difference(`${log} a`, "x", { staging, production })]);
    expect([row?.staging, row?.production]).toEqual(said);
  });

  it("cut long texts to where they part", () => {
    const text = (count: string) => `${"the same beginning of both ".repeat(4)}${count} tasks`;
    const [row] = parityRows([difference(`${log} a`, "x", { staging: text("3"), production: text("20") })]);
    expect(row?.staging).toMatch(/^….*3 tasks$/);
    expect(row?.production).toMatch(/^….*20 tasks$/);
  });
});

describe("the document of parity", () => {
  const meant = [1, 2, 3, 4, 5].map((at) => difference(`${log} log-${at}`, "retentionInDays"));

  it("names every reason, three resources and how many more", () => {
    expect(parityDocument(meant)).toContain(
      "### 5 differences that are meant\n\n| why | resources | property | staging | production |\n| --- | --- | --- | --- | --- |\n| retention | `aws:cloudwatch/logGroup:LogGroup` log-1, log-2, log-3 and 2 more | `retentionInDays` | 7 | 35 |",
    );
    expect(parityDocument(meant)).not.toContain("Nothing explains");
  });

  it("tells what nothing explains apart from what is meant, and counts neither as the other", () => {
    const text = parityDocument([
      ...meant,
      difference("aws:rds/instance:Instance main", "storageEncrypted", open),
    ]);
    expect(text).toContain("### Nothing explains");
    expect(text).toContain(
      "| nothing | `aws:rds/instance:Instance` main | `storageEncrypted` | false | true |",
    );
    expect(text).toContain("### 5 differences that are meant");
  });
});

describe("the report of parity", () => {
  const report = (...differences: ParityDifference[]) => parityReport(differences, painter(false), 120);

  it("says so where every difference is meant", () => {
    expect(report(difference(`${log} a`, "retentionInDays"))).toBe(
      "✔ PARITY  staging has production's shape; 1 difference meant\n  retention\n    ✔ retentionInDays  aws:cloudwatch/logGroup:LogGroup a: staging 7 · production 35\n",
    );
  });

  it("shows what nothing explains before all else", () => {
    const text = report(
      difference(`${log} a`, "retentionInDays"),
      difference("aws:rds/instance:Instance main", "", { ...open, staging: null, production: "present" }),
    );
    expect(text.split("\n").slice(0, 2)).toEqual([
      "✘ NO PARITY  nothing explains 1 difference",
      "    ✘ the whole resource  aws:rds/instance:Instance main: staging none · production present",
    ]);
  });
});
