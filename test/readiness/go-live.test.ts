import { stripVTControlCharacters } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { readStackFile } from "../../config/stack-file.ts";
import { sha256 } from "../../evidence/canonical.ts";
import { chainOf, type Kept } from "../../evidence/chain.ts";
import { intendedRelease } from "../../evidence/fingerprint.ts";
import { kindNames, kindOf } from "../../evidence/kinds.ts";
import { chained, type Draft, type Link, textOf } from "../../evidence/record.ts";
import { unexplained } from "../../readiness/go-live/silent.ts";
import type { Cell, GoLiveRow, Records } from "../../readiness/go-live/types.ts";
import { type Asked, goLiveOf } from "../../readiness/go-live/verdict.ts";
import { goLiveMarkdown, goLiveText } from "../../readiness/report/go-live-text.ts";
import { finding, passing, readyEvaluation } from "./evaluations.ts";

// A GO takes every row of the register: here each has something of every letter to show.
vi.mock("../../readiness/register/proofs.ts", async (original) => {
  const { otherProofs } = await original<typeof import("../../readiness/register/proofs.ts")>();
  const { requirements } = await import("../../readiness/register/requirements.ts");
  const shown = {
    documents: ["docs/x.md#x"],
    workflow: { file: "x.yml", runs: ["x"] },
    infrastructure: ["a:b:C"],
  };
  return {
    otherProofs: Object.fromEntries(requirements.map(({ id }) => [id, { ...shown, ...otherProofs[id] }])),
  };
});
// The state's own types are asked for; its rules are those of the evaluation.
vi.mock("../../readiness/evaluation/findings.ts", () => ({ rulesOf: () => [] }));

const file = readStackFile("Pulumi.production.yaml");
if ("mistakes" in file) throw new Error("the production stack file is wrong");
const { config } = file;
const now = new Date("2026-11-21T12:00:00.000Z");
const { release, images } = intendedRelease(config) ?? { release: "", images: {} };

const drafts = (more: Partial<Draft> = {}): readonly Draft[] =>
  kindNames.flatMap((kind) =>
    (kindOf(kind).subjects ?? [null]).map((subject) => ({
      kind,
      subject,
      stack: "prospector-production",
      release,
      images,
      commit: null,
      began: "2026-11-21T11:00:00.000Z",
      ended: "2026-11-21T11:10:00.000Z",
      by: "arn:aws:sts::111122223333:assumed-role/ops/anna",
      through: {},
      result: "passed",
      says: "it was right",
      failures: [],
      measurements: { minutes: kindOf(kind).lastsMinutes ?? 0 },
      tool: "0",
      ...more,
    })),
  );

function keptFrom(all: readonly Draft[]): readonly Kept[] {
  let last: Link | undefined;
  return all.map((draft) => {
    const record = chained(draft, last, []);
    const text = textOf(record);
    last = { sequence: record.sequence, digest: sha256(text), ended: record.ended };
    return { sequence: record.sequence, text };
  });
}
const recordsOf = (kept: readonly Kept[]): Records => ({
  at: "s3://evidence/",
  chain: chainOf(kept, { stack: JSON.parse(kept[0]?.text ?? '{ "stack": "" }').stack, now }),
});

const evaluation = readyEvaluation({ images: ["registry.example/api@sha256:a"] });
const standing = {
  from: "the engine's state",
  resources: evaluation.resources,
  findings: [],
  images: [],
  problems: [],
  changes: [],
};
const asked = (more: Partial<Asked> = {}): Asked => ({
  evaluation,
  config,
  typed: "production",
  standing,
  serving: { from: "ECS", seen: "now", images },
  here: recordsOf(keptFrom(drafts())),
  staging: undefined,
  rehearsal: false,
  now,
  ...more,
});
const judged = (more: Partial<Asked> = {}) => goLiveOf(asked(more)).goLive;
const without = (...kinds: readonly string[]) => drafts().filter(({ kind }) => !kinds.includes(kind));

describe("the verdict on a launch", () => {
  it("is GO where every row is proven at every tier that is asked of it", () => {
    const goLive = judged();

    expect(goLive.missing).toEqual([]);
    expect(goLive.verdict).toBe("GO");
    expect(goLive.rows).toHaveLength(99);
    expect(goLive.rows.find(({ id }) => id === "K21")).toMatchObject({
      declared: { state: "proven" },
      deployed: { state: "proven", why: "the engine's state" },
      exercised: { state: "proven", why: "restore" },
    });
    expect(goLive.evidence.head?.sequence).toBe(drafts().length);
    expect(goLive.release).toBe(release);
  });

  it("is not held back by the rule that asks for a GO: a live stack gets its next one by this verdict", () => {
    const asks = [finding("live-images-have-a-go", "G18")];
    const { verdict, missing } = judged({
      evaluation: { ...evaluation, findings: asks },
      standing: { ...standing, findings: asks },
    });

    expect([verdict, missing]).toEqual(["GO", []]);
  });

  it("is the same for the same facts, and says so at the exercised tier", () => {
    const report = goLiveOf(asked());

    expect(goLiveOf(asked())).toEqual(report);
    expect(report.tier).toBe("exercised");
  });

  it("asks a row that is met by commands alone for nothing but records", () => {
    expect(judged().rows.find(({ id }) => id === "G17")).toMatchObject({
      declared: { state: "not asked" },
      deployed: { state: "not asked" },
      exercised: { state: "proven" },
    });
  });

  it("is NO-GO without one trial, and says which rows wait for which command", () => {
    const { verdict, missing, rows } = judged({ here: recordsOf(keptFrom(without("soak"))) });

    expect(verdict).toBe("NO-GO");
    expect(missing).toEqual([
      {
        tier: "exercised",
        state: "not proven",
        what: "soak",
        why: "nothing was tried yet",
        command: "./golive ops soak production --yes",
        requirements: ["K18"],
      },
    ]);
    expect(rows.filter(({ exercised }) => exercised.state === "not proven").map(({ id }) => id)).toEqual([
      "K18",
    ]);
  });

  it("holds a failed trial against the rows that it names, and takes it for nothing with the others", () => {
    const failures = [{ what: "a stranger read it", requirements: ["G13", "C17"] }];
    const { missing, rows } = judged({
      here: recordsOf(
        keptFrom(
          drafts().map((one) => (one.kind === "smoke" ? { ...one, result: "failed", failures } : one)),
        ),
      ),
    });
    const stateOf = (row: string) => rows.find(({ id }) => id === row)?.exercised.state;

    expect(missing).toMatchObject([{ what: "smoke", state: "failed", requirements: ["C17", "G13"] }]);
    // C17 asks for the load test, which has passed.
    expect(["G13", "C17", "K02", "K18"].map(stateOf)).toEqual(["failed", "failed", "not proven", "proven"]);
  });

  it.each<[string, Partial<Draft>, string, string]>([
    [
      "failed",
      { result: "failed", says: "12 of 60 requests failed" },
      "failed",
      "failed: 12 of 60 requests failed",
    ],
    ["of another release", { release: "f".repeat(64) }, "not proven", "another release: "],
    [
      "too old",
      { began: "2026-01-01T00:00:00.000Z", ended: "2026-01-01T00:00:00.000Z" },
      "not proven",
      "stale: ",
    ],
    [
      "shorter than its minute",
      { measurements: { minutes: 0.1 } },
      "not proven",
      "too short: it lasted 0.1 min; it counts from 1 min on",
    ],
    [
      "by nobody whom AWS knows",
      { by: "local:anna" },
      "not proven",
      "rehearsed elsewhere: local:anna made it in a folder",
    ],
    [
      "made at another address",
      { through: { api: "http://127.0.0.1:8000" } },
      "not proven",
      "rehearsed elsewhere: ",
    ],
  ])("is NO-GO where the newest load test is %s", (_, change, state, why) => {
    const [load] = drafts(change).filter(({ kind }) => kind === "load");
    const { verdict, missing } = judged({
      here: recordsOf(
        keptFrom(
          [...drafts(), ...(load ? [load] : [])]
            .filter(({ kind }, at, all) => kind !== "load" || at === all.length - 1)
            .toSorted((a, b) => a.ended.localeCompare(b.ended)),
        ),
      ),
    });

    expect(verdict).toBe("NO-GO");
    expect(missing).toEqual([expect.objectContaining({ tier: "exercised", what: "load", state })]);
    expect(missing[0]?.why).toContain(why);
  });

  it("takes staging's records where a kind may be tried there, and only there", () => {
    const staging = recordsOf(keptFrom(drafts({ stack: "prospector-staging" })));
    const { missing } = judged({ here: recordsOf(keptFrom(without("soak", "page"))), staging });

    expect(missing.map(({ what }) => what)).toEqual(["page"]);
  });

  it("lets a rehearsal's records count in a rehearsal, whose GO is called so", () => {
    const here = recordsOf(keptFrom(drafts({ through: { api: "http://127.0.0.1:8000" } })));

    expect(judged({ here }).verdict).toBe("NO-GO");
    expect(judged({ here, rehearsal: true, serving: undefined }).verdict).toBe("GO (rehearsal)");
  });

  it("lets records of somebody whom AWS did not know count in a rehearsal alone, staging's too", () => {
    const made = recordsOf(keptFrom(drafts({ by: "local:anna" })));
    const staging = recordsOf(keptFrom(drafts({ by: "local:anna", stack: "prospector-staging" })));

    expect(judged({ here: made }).verdict).toBe("NO-GO");
    expect(judged({ here: made, rehearsal: true, serving: undefined }).verdict).toBe("GO (rehearsal)");
    expect(judged({ here: recordsOf(keptFrom(without("soak"))), staging }).missing).toMatchObject([
      { what: "soak", why: expect.stringContaining("local:anna made it in a folder") },
    ]);
  });

  it("names a reason for each NO-GO, also where no rule had anything to say: a live stack of which nothing stands", () => {
    const live = { ...config, launch: { ...config.launch, live: true } };
    const { verdict, missing, rows } = judged({ config: live, standing: { ...standing, resources: [] } });
    const open = rows.filter(({ deployed: { state } }) => state === "not proven").map(({ id }) => id);

    expect(verdict).toBe("NO-GO");
    expect(open.length).toBeGreaterThan(20);
    expect(missing).toEqual([
      {
        tier: "deployed",
        state: "not proven",
        what: "what stands",
        why: `what they take does not stand, or not all of it: ${open.length} rows`,
        command: "./golive up production",
        requirements: open,
      },
    ]);
  });

  it("believes nothing in a chain that was changed", () => {
    const kept = keptFrom(drafts()).map((one) =>
      one.sequence === 3 ? { ...one, text: one.text.replace("it was right", "it was great") } : one,
    );
    const { verdict, missing, evidence, rows } = judged({ here: recordsOf(kept) });

    expect(verdict).toBe("NO-GO");
    expect(missing[0]).toMatchObject({
      state: "failed",
      what: "the records in s3://evidence/",
      why: expect.stringContaining("record 3 was changed"),
    });
    expect(evidence.flaws).toEqual(["record 3 was changed after record 4 was written"]);
    expect(rows.filter(({ exercised }) => exercised.state === "proven")).toEqual([]);
  });

  it("says how records are brought here that these credentials cannot read", () => {
    const unread = {
      at: "s3://other",
      unread: "they could not be read: AccessDenied",
      command: "./golive ops evidence export staging FOLDER",
    };
    const { verdict, missing } = judged({ staging: unread });

    expect(verdict).toBe("NO-GO");
    expect(missing).toEqual([
      expect.objectContaining({ what: "the records in s3://other", command: unread.command }),
    ]);
  });

  it("does not say that nothing was tried where the records cannot be read", () => {
    const unread = {
      at: "s3://evidence",
      unread: "they could not be read: AccessDenied",
      command: "sign in",
    };
    const { missing } = judged({ here: unread });

    expect(missing.length).toBeGreaterThan(5);
    expect(missing.filter(({ why }) => why.includes("nothing was tried"))).toEqual([]);
    expect(missing.find(({ what }) => what === "page")?.why).toBe("nobody knows, as the records say nothing");
  });
});

describe("the deployed tier", () => {
  it("is not proven without a state, and says how to get one", () => {
    const { verdict, missing, rows, deployed } = judged({
      standing: { unknown: "there is no pulumi on PATH" },
    });

    expect([verdict, deployed]).toEqual(["NO-GO", null]);
    expect(missing).toEqual([
      expect.objectContaining({
        tier: "deployed",
        what: "what stands",
        command:
          "pulumi stack export --stack production > state.json && ./golive gate --go-live --stack production --state state.json",
      }),
    ]);
    expect(rows.find(({ id }) => id === "G01")?.deployed).toEqual({
      state: "not proven",
      why: "there is no pulumi on PATH",
    });
  });

  it("fails the rows of a rule that speaks against what stands", () => {
    const { missing, rows } = judged({
      standing: { ...standing, findings: [finding("database-locked", "C09")] },
    });

    expect(missing).toEqual([
      expect.objectContaining({
        tier: "deployed",
        state: "failed",
        what: "database-locked",
        requirements: ["C09"],
      }),
    ]);
    expect(rows.find(({ id }) => id === "C09")?.deployed).toEqual({
      state: "failed",
      why: "database-locked",
    });
    expect(rows.find(({ id }) => id === "C09")?.declared.state).toBe("proven");
  });

  it("does not prove a row whose resources do not stand", () => {
    const resources = evaluation.resources.filter(({ type }) => !type.startsWith("aws:rds/"));

    expect(
      judged({ standing: { ...standing, resources } }).rows.find(({ id }) => id === "G01")?.deployed,
    ).toEqual({
      state: "not proven",
      why: "what it takes does not stand",
    });
    expect(judged({ standing: { ...standing, resources } }).verdict).toBe("NO-GO");
  });

  it("holds a state against the plan that it is not", () => {
    const { verdict, missing } = judged({
      standing: { ...standing, changes: ["urn:x is planned, and does not stand"] },
    });

    expect(verdict).toBe("NO-GO");
    expect(missing).toEqual([
      expect.objectContaining({ what: "state-is-the-plan", why: "urn:x is planned, and does not stand" }),
    ]);
  });

  it("takes what differs on a live stack for the change that the GO is for, and no half-done operation", () => {
    const live = { ...config, launch: { ...config.launch, live: true } };
    const changes = ["urn:x is planned, and does not stand"];

    expect(judged({ config: live, standing: { ...standing, changes }, serving: undefined }).verdict).toBe(
      "GO",
    );
    expect(
      judged({ config: live, standing: { ...standing, problems: ["1 operations began"] } }).verdict,
    ).toBe("NO-GO");
  });

  it("is not proven where another image serves, or nobody has asked", () => {
    const old = Object.fromEntries(
      Object.keys(images).map((id) => [id, `registry.example/api@sha256:${"0".repeat(64)}`]),
    );
    const [other] = judged({ serving: { from: "ECS", seen: "now", images: old } }).missing;
    const [unasked] = judged({ serving: undefined }).missing;

    expect(other).toMatchObject({ state: "failed", what: "release-serves" });
    expect(other?.why).toContain("api serves registry.example/api@sha256:0000");
    expect(unasked).toMatchObject({
      state: "not proven",
      what: "release-serves",
      why: "nobody has asked what serves",
    });
  });
});

describe("a verdict that was told where to look", () => {
  const again = {
    verdict: " --evidence there --through api=http://127.0.0.1:8000 --rehearsal",
    report: " --state s.json --rehearsal",
    trial: { here: " --evidence there", staging: " --evidence beside --through api=http://127.0.0.1:8000" },
    records: { here: " --evidence there", staging: " --evidence beside" },
    engine: " --cwd examples/product",
  };
  const typed = "production -d examples/product";
  const commands = (more: Partial<Asked>): readonly (readonly [string, string])[] =>
    judged({ typed, again, rehearsal: true, ...more }).missing.map(({ what, command }) => [what, command]);

  it("names each trial with it, on the stack where it is to be made", () => {
    const here = recordsOf(keptFrom(without("soak", "page", "report")));

    expect(commands({ here })).toEqual([
      ["page", "./golive ops page production -d examples/product --evidence there --yes"],
      [
        "report",
        "./golive ops report production -d examples/product --evidence there --state s.json --rehearsal",
      ],
      ["soak", "./golive ops soak production -d examples/product --evidence there --yes"],
    ]);
    expect(commands({ here, staging: recordsOf(keptFrom([])) }).at(-1)).toEqual([
      "soak",
      "./golive ops soak staging -d examples/product --evidence beside --through api=http://127.0.0.1:8000 --yes",
    ]);
  });

  it("has records looked at where they are", () => {
    const kept = keptFrom(drafts()).map((one) =>
      one.sequence === 3 ? { ...one, text: one.text.replace("it was right", "it was great") } : one,
    );

    expect(commands({ here: recordsOf(kept) })[0]?.[1]).toBe(
      "./golive ops evidence verify production -d examples/product --evidence there",
    );
    expect(commands({ staging: recordsOf(kept) })[0]?.[1]).toBe(
      "./golive ops evidence verify staging -d examples/product --evidence beside",
    );
  });

  it("asks the engine in the folder of the stack, and for the same verdict then", () => {
    expect(commands({ standing: { unknown: "there is no pulumi on PATH" } })).toEqual([
      [
        "what stands",
        "pulumi stack export --stack production --cwd examples/product > state.json && ./golive gate --go-live --stack production -d examples/product --evidence there --through api=http://127.0.0.1:8000 --rehearsal --state state.json",
      ],
    ]);
  });

  it("deploys nothing of the project's own in the place of another's", () => {
    const half = { ...standing, problems: ["1 operations began"] };

    expect(commands({ standing: half })[0]?.[1]).toBe("pulumi up --stack production --cwd examples/product");
    expect(commands({ standing: half, again: { ...again, engine: "" } })[0]?.[1]).toBe(
      "./golive up production",
    );
  });
});

describe("the declared tier", () => {
  it("comes with its findings, before what is to be tried", () => {
    const { verdict, missing } = judged({
      evaluation: { ...evaluation, findings: [finding("bucket-private", "G03")] },
      here: recordsOf([]),
    });

    expect(verdict).toBe("NO-GO");
    expect(missing[0]).toMatchObject({ tier: "declared", state: "failed", what: "bucket-private" });
    expect(missing.slice(1).every(({ tier }) => tier === "exercised")).toBe(true);
  });

  it("speaks of a row that nothing proves, though nothing speaks against it", () => {
    const rules = evaluation.rules.filter(({ requirements: [own] }) => own !== "C22");
    const { missing } = judged({
      evaluation: {
        ...evaluation,
        rules: [...rules, passing("other", "G01")],
        shipped: { chapters: [], workflows: {} },
      },
    });

    expect(missing.find(({ requirements }) => requirements.includes("C22"))).toMatchObject({
      tier: "declared",
      state: "not proven",
    });
  });
});

describe("a NO-GO of which nothing else was said", () => {
  const cell = (state: Cell["state"], why = ""): Cell => ({ state, why });
  const row = (id: string, exercised: Cell): GoLiveRow => ({
    ...{ id, demand: "", exercised },
    ...{ declared: cell("proven"), deployed: cell("not asked") },
  });

  it("has a reason all the same: the rows that are open, by tier", () => {
    const rows = [
      row("K01", cell("proven")),
      row("K02", cell("not proven", "nobody has said what would show it")),
    ];

    expect(unexplained([...rows, row("K03", cell("failed"))], "production")).toEqual([
      {
        tier: "exercised",
        state: "not proven",
        what: "exercised",
        why: "nobody has said what would show it; nothing proves it",
        command: "./golive gate --stack production",
        requirements: ["K02", "K03"],
      },
    ]);
  });

  it("has the gate's own where no row is open", () => {
    expect(unexplained([row("K01", cell("proven"))], "production")).toMatchObject([
      { tier: "declared", what: "the plan", why: "the gate is not ready" },
    ]);
  });
});

describe("the report of a launch", () => {
  const here = recordsOf(keptFrom(without("soak")));
  const terminal = { colour: false, columns: 100 };

  it("says what is missing first, each with why and the command, then every row", () => {
    const text = goLiveText(judged({ here }), evaluation, terminal);
    const lines = text.split("\n");

    expect(lines[0]).toBe(`✘ NO-GO  shop · production  release ${release.slice(0, 12)}`);
    expect(text.indexOf("Missing")).toBeLessThan(text.indexOf("Requirements"));
    expect(text).toContain(
      "? exercised  soak · K18\n      nothing was tried yet\n      → ./golive ops soak production --yes",
    );
    expect(lines.filter((line) => /^ {2}[GCPWK]\d\d {2}[✔✘?–] [✔✘?–] [✔✘?–] {2}/.test(line))).toHaveLength(
      99,
    );
    expect(stripVTControlCharacters(text)).toBe(text);
  });

  it("shows what is waived and what is closed above all else, and tells machines of it", () => {
    const waiver = {
      rule: "database-private",
      resource: "database-instance",
      owner: "Ada Moreno",
      until: "2026-12-01",
      reason: "the old importer still reads it from outside",
    };
    const breaker = {
      kind: "demote",
      ...{ what: "api: /search answers 503", reason: "it is slow", owner: "Jon Bakke" },
      ...{ until: "2026-11-30", daysLeft: 9, expired: false },
    } as const;
    const closed = { ...evaluation, breakers: [breaker] };
    const goLive = judged({ here, config: { ...config, waivers: [waiver] }, evaluation: closed });
    const text = goLiveText(goLive, closed, terminal);
    const markdown = goLiveMarkdown(goLive, closed);

    expect([goLive.waived, goLive.breakers]).toEqual([[waiver], [breaker]]);
    expect(text).toContain(
      "Active breaker\n  demote  api: /search answers 503 (until 2026-11-30, 9 days left, Jon Bakke): it is slow\n\nWaived\n  database-private on database-instance  until 2026-12-01, Ada Moreno: the old importer still reads\n",
    );
    expect(text.indexOf("Waived")).toBeLessThan(text.indexOf("Missing"));
    expect(markdown).toContain(
      "| `database-private` | `database-instance` | 2026-12-01 | Ada Moreno | the old importer still reads it from outside |",
    );
    expect(markdown).toContain("| `demote` | api: /search answers 503 | until 2026-11-30, 9 days left |");
    expect(markdown.indexOf("### Waived")).toBeLessThan(markdown.indexOf("### Missing"));
    expect(goLiveText(judged(), evaluation, terminal)).not.toContain("Waived");
  });

  it("says GO, and of a rehearsal that nothing can be signed on it for users", () => {
    expect(goLiveText(judged(), evaluation, terminal)).toMatch(/^✔ GO {2}shop · production/);
    expect(goLiveText(judged({ rehearsal: true }), evaluation, terminal)).toContain("A rehearsal: ");
  });

  it("is the same as Markdown", () => {
    const text = goLiveMarkdown(judged({ here }), evaluation);

    expect(text).toContain("## ❌ shop · production: NO-GO");
    expect(text).toContain(
      "| ? exercised | `soak` | nothing was tried yet | `./golive ops soak production --yes` | K18 |",
    );
    expect(text.match(/^\| [GCPWK]\d\d \|/gm)).toHaveLength(99);
  });
});
