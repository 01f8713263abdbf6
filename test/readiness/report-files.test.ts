import { parse } from "parse5";
import { describe, expect, it } from "vitest";
import { rules } from "../../policy/rules.ts";
import { requirements } from "../../readiness/register/requirements.ts";
import { verdictOf } from "../../readiness/register/verdict.ts";
import { htmlReport } from "../../readiness/report/files/html.ts";
import { junitReport } from "../../readiness/report/files/junit.ts";
import { placesIn } from "../../readiness/report/files/places.ts";
import { sarifReport } from "../../readiness/report/files/sarif.ts";
import type { Told } from "../../readiness/report/files/told.ts";
import type { Evaluation } from "../../readiness/types.ts";
import { finding, passing, readyEvaluation } from "./evaluations.ts";

const text = [
  "config:",
  "  golive:platform:",
  "    product: shop",
  "    services:",
  "      api: { kind: api }",
  "      api-admin: { kind: api }",
  "    caches:",
  "      queue: { nodeType: cache.t4g.small }",
  "    database:",
  "      engine: postgres",
  "    breakers:",
  "      demote: []",
].join("\n");

const told = (more: Partial<Evaluation> = {}, rest: Partial<Told> = {}): Told => {
  const evaluation = readyEvaluation(more);
  return {
    stacks: [{ report: verdictOf(evaluation), evaluation, file: "Pulumi.production.yaml", text }],
    refused: [],
    version: "0.1.0",
    ...rest,
  };
};
const on = (name: string) => `urn:pulumi:production::shop::aws:x/y:Z::${name}`;
const refused = [{ stack: "staging", file: "Pulumi.staging.yaml", why: "1 mistake in the input" }];

describe("the place of a finding in its stack file", () => {
  const at = (resource: string) => placesIn(text)(finding("a-rule", "G01", { resource }));

  it.each([
    ["a service's resource", on("api-service"), { line: 5, column: 7 }],
    ["that of a service with a longer name", on("api-admin-group"), { line: 6, column: 7 }],
    ["its listener's rule", on("balancer-to-api"), { line: 4, column: 5 }],
    ["its target group", on("balancer-api-blue"), { line: 5, column: 7 }],
    ["a cache's", on("cache-queue-group"), { line: 8, column: 7 }],
    ["the database's", on("database-instance"), { line: 9, column: 5 }],
    ["an operation", "services.api GET /x", { line: 5, column: 7 }],
    ["a breaker", "breakers.demote", { line: 12, column: 7 }],
    ["what no key stands for", on("evidence-bucket"), { line: 2, column: 3 }],
    [
      "the stack itself",
      "urn:pulumi:production::shop::pulumi:pulumi:Stack::shop-production",
      { line: 2, column: 3 },
    ],
  ])("is, for %s, the nearest key", (_, resource, place) => {
    expect(at(resource)).toEqual(place);
  });

  it("is not known in a file that is no YAML", () => {
    expect(placesIn("a: [")(finding("a-rule", "G01"))).toBeUndefined();
  });
});

describe("SARIF", () => {
  const run = (input: Told) => JSON.parse(sarifReport(input, rules)).runs[0];
  const rule = rules[0]?.id ?? "";

  it("knows every rule of the pack with its why, its fix and its requirements", () => {
    const { driver } = run(told()).tool;

    expect(driver).toMatchObject({ name: "golive", version: "0.1.0" });
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(
      [...rules.map(({ id }) => id), "evaluation-complete"].sort((a, b) => (a < b ? -1 : 1)),
    );
    const described = driver.rules.find(({ id }: { id: string }) => id === rule);
    expect(described.help.markdown).toContain(`**Fix:** ${rules[0]?.fix}`);
    expect(described.properties.tags).toEqual(rules[0]?.requirements);
  });

  it("puts each finding at its line, as loud as it is meant", () => {
    const findings = [
      finding(rule, "G01", { resource: on("api-service") }),
      finding(rule, "G01", { status: "not proven" }),
      finding(rule, "G01", { enforcement: "advisory" }),
      finding(rule, "G01", { status: "waived", message: "one zone, by ops until 2027-01-31: too costly" }),
    ];
    const { results } = run(told({ findings }));

    expect(results.map(({ level }: { level: string }) => level)).toEqual([
      "error",
      "warning",
      "warning",
      "note",
    ]);
    expect(results[0]).toMatchObject({
      ruleId: rule,
      message: {
        text: "production: api-service: deletionProtection is not true\nSet deletionProtection: true.",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "Pulumi.production.yaml" },
            region: { startLine: 5, startColumn: 7 },
          },
        },
      ],
    });
    expect(results[3].suppressions).toEqual([
      {
        kind: "external",
        status: "accepted",
        justification: "one zone, by ops until 2027-01-31: too costly",
      },
    ]);
  });

  it("knows a finding again tomorrow, and tells two of one rule apart", () => {
    const findings = [
      finding(rule, "G01", { resource: on("a") }),
      finding(rule, "G01", { resource: on("b") }),
    ];
    const prints = () =>
      run(told({ findings })).results.map((one: { partialFingerprints: object }) => one.partialFingerprints);

    expect(prints()).toEqual(prints());
    expect(new Set(prints().map((one: object) => JSON.stringify(one))).size).toBe(2);
  });

  it("of a ready stack has no result, and of one that was not judged an error", () => {
    expect(run(told()).results).toEqual([]);
    expect(run(told({}, { refused })).results).toMatchObject([
      {
        level: "error",
        ruleId: "evaluation-complete",
        message: { text: "staging could not be judged: 1 mistake in the input" },
      },
    ]);
  });
});

describe("JUnit's XML", () => {
  /** Name and outcome of each test case. */
  const cases = (xml: string): Record<string, string> =>
    Object.fromEntries(
      [...xml.matchAll(/<testcase [^>]*name="([^"]*)"(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(
        ([, name = "", inner = ""]) => [
          name.split(/[: ]/)[0],
          /<(failure|skipped|error)/.exec(inner)?.[1] ?? "passed",
        ],
      ),
    );

  it("has a case for each requirement and each rule", () => {
    const input = told();
    const found = cases(junitReport(input));
    const ready = requirements.map(({ id }) => [id, "passed"]);

    expect(found).toMatchObject(Object.fromEntries(ready));
    expect(Object.keys(found)).toHaveLength(99 + (input.stacks[0]?.evaluation.rules.length ?? 0));
    expect(junitReport(input)).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites tests="\d+" failures="0" errors="0"/,
    );
  });

  it("fails what failed and what is not proven, and skips what judged nothing", () => {
    const input = told({
      findings: [
        finding("failing", "G01"),
        finding("doubtful", "G02", { status: "not proven" }),
        finding("advising", "G03", { enforcement: "advisory" }),
        finding("excused", "G03", { status: "waived" }),
        finding("later", "G03", { status: "not proven" }),
      ],
      rules: [
        ...readyEvaluation().rules,
        ...["failing", "doubtful", "advising", "excused"].map((id) => passing(id, "G03")),
        { ...passing("later", "G03"), afterDeploy: true },
        { ...passing("idle", "G03"), judged: 0 },
        { ...passing("unasked", "G03"), judged: 0, notAsked: true },
      ],
    });

    expect(cases(junitReport(input))).toMatchObject({
      G01: "failure",
      G02: "failure",
      G03: "passed",
      failing: "failure",
      doubtful: "failure",
      advising: "passed",
      excused: "passed",
      later: "skipped",
      idle: "skipped",
      unasked: "skipped",
    });
  });

  it("tells of a stack that was not judged as an error, and keeps control characters out", () => {
    const xml = junitReport(
      told({ findings: [finding("a", "G01", { message: "\u0000\u001b[31m<&]]>" })] }, { refused }),
    );

    expect(cases(xml).staging).toBe("error");
    expect([...xml].filter((one) => one < " " && one !== "\n" && one !== "\t")).toEqual([]);
  });
});

describe("the page", () => {
  it("needs nothing from elsewhere: no script, no address but those that it shows", async () => {
    const page = await htmlReport(told());

    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\ssrc=|\son\w+=/i);
    expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, to]) => !to?.startsWith("#"))).toEqual([]);
  });

  it("is whole HTML, and shows every text as text", async () => {
    const bad = `<img src=x onerror=alert(1)>"'&`;
    const findings = [finding("a-rule", "G01", { message: bad, fix: bad, resource: on(bad) })];
    const broken: string[] = [];
    const page = await htmlReport(
      told({ findings, project: bad }, { refused: [{ ...refused[0], stack: bad, file: "x", why: bad }] }),
    );
    parse(page, { onParseError: ({ code }) => broken.push(code) });

    expect(broken).toEqual([]);
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
  });

  it("says of each stack what the verdict is, and begins with what to fix", async () => {
    const page = await htmlReport(told({ findings: [finding("database-locked", "C09")] }, { refused }));
    const titles = [...page.matchAll(/<h[23]>([^<]*(?:<span[^>]*>[^<]*<\/span>)?[^<]*)/g)].map(
      ([, title = ""]) => title.replace(/<[^>]+>/g, ""),
    );

    expect(page).toContain("<title>shop: not ready (production, staging)</title>");
    expect(titles.slice(0, 3)).toEqual(["✘ NOT JUDGED staging", "✘ NOT READY production", "Fix first"]);
    expect(await htmlReport(told())).toContain("<title>shop: ready (production)</title>");
  });
});
