import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { requirements } from "../../readiness/register/requirements.ts";
import { verdictOf } from "../../readiness/register/verdict.ts";
import { markdownReport } from "../../readiness/report/markdown.ts";
import type { Terminal } from "../../readiness/report/terminal.ts";
import { terminalReport } from "../../readiness/report/terminal.ts";
import { contrast, shorten, wantsColour, wrap } from "../../readiness/report/text.ts";
import type { Evaluation } from "../../readiness/types.ts";
import { finding, readyEvaluation } from "./evaluations.ts";

const plain = { colour: false, columns: 100 };
const terminal = (more: Partial<Evaluation> = {}, screen: Terminal = plain): string => {
  const evaluation = readyEvaluation(more);
  return terminalReport(verdictOf(evaluation), evaluation, screen);
};
const markdown = (more: Partial<Evaluation> = {}): string =>
  markdownReport(verdictOf(readyEvaluation(more)), readyEvaluation(more));
/** The report's sections, by their first line. */
const section = (report: string, start: string): string[] | undefined =>
  report
    .split("\n\n")
    .map((part) => part.trimEnd().split("\n"))
    .find(([first]) => first?.startsWith(start));

describe("the terminal report", () => {
  it("of a ready stack is short: the verdict, what was judged, the next command", () => {
    const report = terminal();
    const rows = requirements.length;

    expect(report.split("\n\n").map((part) => part.split("\n")[0])).toEqual([
      "✔ READY  shop · production  at the declared tier",
      "Parity  production and staging have the same shape",
      "Next: ./golive preview production",
    ]);
    expect(report).toContain(
      `${rows} of ${rows} requirements ready · ${rows} rules · ${readyEvaluation().resources.length} resources · 0 failed · 0 not proven · 0 waived · 1.2 s`,
    );
  });

  it("says what to fix first: by requirement, rule and resource, what holds back most on top", () => {
    const again = { resource: "urn:pulumi:production::shop::aws:rds/instance:Instance::replica" };
    const findings = [
      finding("alarm-pages", "K07", { message: "it has no action", fix: "Give it one." }),
      finding("database-locked", "C09", { requirements: ["C09", "G01"] }),
      finding("database-locked", "C09", { requirements: ["C09", "G01"], ...again }),
    ];

    expect(section(terminal({ findings }), "Fix first")).toEqual([
      "Fix first",
      "  C09  PostgreSQL data persistent (encrypted, protected from deletion) (also G01)",
      "    database-locked",
      "      database: deletionProtection is not true",
      "      replica: deletionProtection is not true",
      "      → Set deletionProtection: true.",
      "  K07  page: p95 >250 ms for 5+ min",
      "    alarm-pages",
      "      database: it has no action",
      "      → Give it one.",
    ]);
    expect(terminal({ findings })).toContain("✘ NOT READY");
    expect(terminal({ findings })).toContain("then ./golive gate --stack production");
  });

  it("keeps apart what is wrong, what cannot be told, and what is excused", () => {
    const report = terminal({
      findings: [
        finding("a-rule", "G01", { status: "not proven", message: "the engine is not known" }),
        finding("b-rule", "G02", {
          status: "waived",
          message: "one zone, by ops until 2027-01-31: too costly",
        }),
      ],
    });

    expect(section(report, "Fix first")).toBeUndefined();
    expect(section(report, "Not proven")).toContain("      database: the engine is not known");
    expect(section(report, "Waived")).toContain(
      "  b-rule on database: one zone, by ops until 2027-01-31: too costly",
    );
  });

  it("names the rows that nothing speaks of and nothing proves", () => {
    expect(
      section(terminal({ rules: readyEvaluation().rules.slice(1) }), "Nothing in this stack proves"),
    ).toEqual(["Nothing in this stack proves", "  G01  managed PostgreSQL"]);
  });

  it("shows in full what differs and nothing explains, and by reason what is meant", () => {
    const difference = { staging: false, production: true, intended: true };
    const meant = [
      { ...difference, resource: "Instance database", path: "multiAz", why: "no standby in staging" },
      { ...difference, resource: "Service api", path: "desiredCount", why: "number of tasks" },
      { ...difference, resource: "Target api", path: "minCapacity", why: "number of tasks" },
    ];
    const open = { ...difference, resource: "Instance database", path: "storageEncrypted", intended: false };
    const reasons = [
      "  ✔ number of tasks: 2 × desiredCount minCapacity",
      "  ✔ no standby in staging: 1 × multiAz",
    ];

    expect(section(terminal({ parity: meant }), "Parity")).toEqual([
      "Parity  production and staging have the same shape, but for 3 differences that are meant",
      ...reasons,
    ]);
    expect(section(terminal({ parity: [...meant, open] }), "Parity")).toEqual([
      "Parity  nothing explains these differences",
      "  ✘ Instance database: storageEncrypted",
      "      staging:    false",
      "      production: true",
      "  3 more differences meant:",
      ...reasons,
    ]);
  });

  it("does not say again, under another report, what is the same for all stacks", () => {
    const parity = [{ resource: "Instance database", path: "a", staging: 1, production: 2, intended: false }];

    expect(terminal({ parity }, { ...plain, again: true })).toContain(
      "nothing explains 1 difference, as said above",
    );
    expect(
      terminal({}, { ...plain, again: true })
        .split("\n\n")
        .map((part) => part.split(" ")[0]),
    ).toEqual(["✔", "Next:"]);
  });

  const api = {
    service: "api",
    host: "api.shop.example",
    public: ["GET /status", "POST /orders"],
    count: 2,
    health: ["/health"],
    document: "openapi/api.yaml",
  };

  it("says what of each API needs no credential, and of the next stack only how much", () => {
    const surface = [api, { ...api, host: "admin.shop.example", public: [], count: 0 }];

    expect(section(terminal({ surface }), "Public surface")).toEqual([
      "Public surface  what needs no credential",
      "  api.shop.example  2 operations: GET /status, POST /orders; health: /health",
      "  admin.shop.example  0 operations; health: /health",
    ]);
    expect(section(terminal({ surface }, { ...plain, again: true }), "Public surface")).toEqual([
      "Public surface  what needs no credential",
      "  api.shop.example  2 operations",
      "  admin.shop.example  0 operations",
    ]);
  });

  it("says above all else what is closed on purpose, and since when it should not be", () => {
    const one = {
      kind: "pause",
      what: "worker takes no jobs",
      reason: "the queue is poisoned",
      owner: "growth",
      until: "2026-11-20",
      daysLeft: 1,
      expired: false,
    } as const;
    const late = { ...one, kind: "rate", what: "10 requests a minute", expired: true, daysLeft: -3 } as const;

    expect(
      terminal({ breakers: [one] })
        .split("\n\n")[1]
        ?.split("\n"),
    ).toEqual([
      "Active breaker",
      "  pause  worker takes no jobs (until 2026-11-20, 1 day left, growth): the queue is poisoned",
    ]);
    expect(section(terminal({ breakers: [one, late] }), "2 active breakers")?.at(-1)).toBe(
      "  rate  10 requests a minute (expired on 2026-11-20, growth): the queue is poisoned",
    );
    expect(markdown({ breakers: [late] })).toContain(
      "### Active breakers\n\n| breaker | what is closed | until | owner | reason |\n| --- | --- | --- | --- | --- |\n| `rate` | 10 requests a minute | expired on 2026-11-20 | growth | the queue is poisoned |",
    );
  });

  it("counts the stores of data by kind, with their classes and regions", () => {
    const store = { holds: "x", retention: "a year", key: "data", backup: "none", region: "eu-central-1" };
    const dataMap = [
      { ...store, store: "database", name: "shop", class: "personal" },
      { ...store, store: "log", name: "a", class: "technical" },
      { ...store, store: "log", name: "b", class: "personal", region: "us-east-1" },
    ];

    expect(section(terminal({ dataMap }), "Where data is kept")).toEqual([
      "Where data is kept  3 stores; --markdown names each",
      "  database  1  personal             eu-central-1",
      "  log       2  personal, technical  eu-central-1, us-east-1",
    ]);
    expect(section(terminal({ dataMap }, { ...plain, again: true }), "Where data is kept")).toBeUndefined();
  });

  it("names an operation that a finding is about, which has no URN", () => {
    const findings = [
      finding("surface-additive", "K26", { resource: "services.api GET /x", message: "gone" }),
    ];

    expect(terminal({ findings })).toContain("      services.api GET /x: gone");
    expect(markdown({ findings })).toContain("| K26 | `surface-additive` | `services.api GET /x` | gone |");
    expect(markdown({ surface: [api] })).toContain(
      "| `api` | api.shop.example | 2 | `GET /status` `POST /orders` | `/health` | `openapi/api.yaml` |",
    );
  });

  it("says the same with and without colour", () => {
    const findings = [finding("database-locked", "C09")];

    expect(stripVTControlCharacters(terminal({ findings }, { ...plain, colour: true }))).toBe(
      terminal({ findings }),
    );
    expect(terminal({ findings }, { ...plain, colour: true })).not.toBe(terminal({ findings }));
  });

  it("never lets a stack's own text drive the terminal", () => {
    expect(
      terminal({ findings: [finding("a-rule", "G01", { message: "red \u001b[31malert\u001b[0m" })] }),
    ).not.toContain("\u001b");
  });

  it("stays within the screen", () => {
    const lines = terminal(
      { findings: [finding("a-rule", "G11", { message: "word ".repeat(60), fix: "word ".repeat(60) })] },
      { ...plain, columns: 70 },
    ).split("\n");

    expect(lines.filter((line) => line.length > 70 && line.includes("word"))).toEqual([]);
  });
});

describe("the Markdown report", () => {
  it("has the verdict as its heading and the findings as a table", () => {
    const report = markdown({ findings: [finding("database-locked", "C09")] });

    expect(report.split("\n")[0]).toBe("## ❌ shop · production: not ready (declared)");
    expect(report).toContain(
      "| C09 | `database-locked` | `database` | deletionProtection is not true | Set deletionProtection: true. |",
    );
  });

  it("lets no text break out of its cell", () => {
    expect(markdown({ findings: [finding("a-rule", "G01", { message: "a | b\n<script>" })] })).toContain(
      "| a \\| b &lt;script> |",
    );
  });
});

describe("colour", () => {
  it("is for terminals whose owner did not refuse it", () => {
    expect([
      wantsColour({ isTTY: true }, {}),
      wantsColour({ isTTY: true }, { NO_COLOR: "1" }),
      wantsColour({ isTTY: true }, { TERM: "dumb" }),
      wantsColour({}, {}),
    ]).toEqual([true, false, false, false]);
  });
});

describe("text", () => {
  it("wraps at spaces under its own beginning", () => {
    expect(wrap("one two three", 11, "→ ")).toEqual(["→ one two", "  three"]);
  });

  it("shows of two long texts where they part", () => {
    const same = "x".repeat(80);

    expect(contrast(`${same}one`, `${same}two`, 20)).toEqual([
      `…${"x".repeat(12)}one`,
      `…${"x".repeat(12)}two`,
    ]);
    expect(contrast("7", "14", 20)).toEqual(["7", "14"]);
  });

  it("shortens by letters, not by bytes", () => {
    expect([shorten("äöü", 3), shorten("äöüß", 3)]).toEqual(["äöü", "äö…"]);
  });
});
