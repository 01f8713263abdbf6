import { describe, expect, it } from "vitest";
import yargs from "yargs";
import { opsRedeploy } from "../../cli/commands/ops-redeploy.ts";
import { mistakesIn, opsRollback } from "../../cli/commands/ops-rollback.ts";
import type { MigrationRecord as Written } from "../../functions/migration/record.ts";
import type { ReleaseRecord } from "../../ops/release/record.ts";
import { choose, leftBy, type Now } from "../../ops/rollback/choose.ts";
import { renamed } from "../../ops/rollback/database/cluster-settings.ts";
import type { Server } from "../../ops/rollback/database/engine.ts";
import { newName, oldName } from "../../ops/rollback/database/names.ts";
import { ago, releaseAt, schemaAt, snapshotFor } from "../../ops/rollback/database/point.ts";
import { pulumiWords } from "../../ops/rollback/database/pulumi.ts";
import { type MigrationRecord, migrationRecord } from "../../ops/rollback/evidence.ts";
import { movesTo, notGoneBack, planLines } from "../../ops/rollback/plan.ts";
import type { Serving } from "../../ops/rollback/serving.ts";
import { declared, emergency } from "../../ops/rollback/strategy.ts";
import { outsideWindow, replacedAt } from "../../ops/rollback/window.ts";
import { targetAt } from "../../ops/target.ts";

const day = (number: number): string => `2026-11-${String(number).padStart(2, "0")}T00:00:00.000Z`;
const schema = (version: string, runsWith = [version], keeps: string[] = []) => ({
  version,
  runsWith,
  keeps,
});

const release = (
  id: string,
  at: number,
  services: Record<string, string>,
  more: Partial<ReleaseRecord> = {},
): ReleaseRecord => ({
  kind: "release",
  stack: "s",
  id,
  at: day(at),
  by: "arn",
  commit: null,
  config: "0",
  services: Object.fromEntries(
    Object.entries(services).map(([name, taskDefinition]) => [name, { image: "i", taskDefinition }]),
  ),
  tasks: {},
  frontend: null,
  schema: schema("1"),
  result: "serves",
  ...more,
});
const now = (services: Record<string, string>, moving = false): Now =>
  new Map(Object.entries(services).map(([id, taskDefinition]) => [id, { taskDefinition, moving }]));

const a = release("a", 1, { api: "api:1", worker: "worker:1", scraper: "scraper:1" });
const b = release("b", 5, { api: "api:2", worker: "worker:2", scraper: "scraper:1" });
const c = release("c", 9, { api: "api:3", worker: "worker:3", scraper: "scraper:1" });
const left = (one: ReleaseRecord): ReleaseRecord => ({ ...one, result: "rolled back from" });
const chosen = (releases: readonly ReleaseRecord[], serving: Now) => {
  const choice = choose(releases, serving);
  return choice && [choice.from?.id, choice.to.id];
};

describe("which release is gone back to", () => {
  it.each<[string, readonly ReleaseRecord[], Now, readonly (string | undefined)[] | undefined]>([
    [
      "the one before the one that serves",
      [c, b, a],
      now({ api: "api:3", worker: "worker:3", scraper: "scraper:1" }),
      ["c", "b"],
    ],
    [
      "the newest, where what serves was never proven to",
      [c, b, a],
      now({ api: "api:9", worker: "worker:3", scraper: "scraper:1" }),
      [undefined, "c"],
    ],
    [
      "the newest, where a first canary is going on",
      [c, b, a],
      now({ api: "api:9", worker: "worker:3", scraper: "scraper:1" }, true),
      [undefined, "c"],
    ],
    [
      "none that was gone back from already",
      [c, left(b), a],
      now({ api: "api:3", worker: "worker:3", scraper: "scraper:1" }),
      ["c", "a"],
    ],
    [
      "the same, after half of the services went back",
      [c, b, a],
      now({ api: "api:2", worker: "worker:3", scraper: "scraper:1" }),
      ["c", "b"],
    ],
    [
      "the same, after all of them began to",
      [c, b, a],
      now({ api: "api:2", worker: "worker:2", scraper: "scraper:1" }, true),
      ["c", "b"],
    ],
    [
      "one further, when it had come to its end",
      [left(c), b, a],
      now({ api: "api:2", worker: "worker:2", scraper: "scraper:1" }),
      ["b", "a"],
    ],
    ["none from the first", [a], now({ api: "api:1", worker: "worker:1", scraper: "scraper:1" }), undefined],
    ["none where nothing is written down", [], now({ api: "api:1" }), undefined],
  ])("%s", (_, releases, serving, expected) => expect(chosen(releases, serving)).toEqual(expected));

  it("says what a run that was stopped is leaving, though all services are in place already", () => {
    const there = now({ api: "api:2", worker: "worker:2", scraper: "scraper:1" });
    expect(leftBy([c, b, a], there, b)?.id).toBe("c");
    expect(leftBy([left(c), b, a], there, b)).toBeUndefined();
  });
});

describe("the window in which a release can be gone back to", () => {
  const facts = {
    made: schema("2", ["2"], ["1"]),
    migrates: true,
    replacedAt: day(9),
    rollbackDays: 14,
    now: new Date(day(20)),
  };

  it.each<[string, Partial<ReleaseRecord>, object, readonly RegExp[]]>([
    ["is open where the schema was made to keep it", {}, {}, []],
    ["is open where its code knows the schema", { schema: schema("0", ["0", "2"]) }, {}, []],
    [
      "is closed by a contract step",
      { schema: schema("0") },
      {},
      [/^the database has schema 2, and this release runs with 0 alone: `ops rollback --database --to b`/],
    ],
    [
      "is closed so many days after another took its place",
      {},
      { replacedAt: day(1), rollbackDays: 14 },
      [/^it was replaced 19 days ago, .* for 14 \(release\.rollbackDays\)$/],
    ],
    ["is open to one that serves since long", {}, { replacedAt: undefined }, []],
    [
      "cannot be judged where no migration is written down",
      {},
      { made: undefined },
      [/^no migration is written down/],
    ],
    ["is open where there are no migrations at all", {}, { made: undefined, migrates: false }, []],
  ])("%s", (_, more, facing, expected) => {
    const reasons = outsideWindow({ ...b, ...more }, { ...facts, ...facing });
    expect(reasons.map((reason, at) => expected[at]?.test(reason) ?? false)).toEqual(
      expected.map(() => true),
    );
  });

  it("counts from when the next release began to serve", () => {
    expect([replacedAt(a, [c, b, a]), replacedAt(c, [c, b, a])]).toEqual([b.at, undefined]);
  });
});

describe("how a service is deployed in an emergency", () => {
  const hook = { targetType: "AWS_LAMBDA", hookTargetArn: "arn", lifecycleStages: ["PRE_SCALE_UP"] } as const;
  const pause = {
    targetType: "PAUSE",
    lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
    timeoutConfiguration: { timeoutInMinutes: 60, action: "ROLLBACK" },
  } as const;
  const alarms = { alarmNames: ["slow"], enable: true, rollback: true };
  const canary = {
    strategy: "CANARY" as const,
    bakeTimeInMinutes: 10,
    canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 10 },
    lifecycleHooks: [
      { ...hook, lifecycleStages: [...hook.lifecycleStages] },
      { ...pause, lifecycleStages: [...pause.lifecycleStages] },
    ],
    alarms,
  };
  const file = {
    strategy: "canary",
    percent: 5,
    stepMinutes: 10,
    bakeMinutes: 10,
    approvalMinutes: 60,
  } as const;

  it("takes all traffic at once, with functions and alarms, and waits for nobody", () => {
    expect(emergency(canary, 7)).toEqual({
      strategy: "BLUE_GREEN",
      bakeTimeInMinutes: 7,
      lifecycleHooks: [hook],
      alarms,
    });
  });

  it("puts back what was there", () => expect(declared(canary, file)).toBe(canary));

  it("puts back what the stack file declares where an earlier run could not", () => {
    expect(declared(emergency(canary, 7), file)).toEqual(canary);
    expect(
      declared(emergency(canary, 7), { strategy: "linear", percent: 10, stepMinutes: 6, bakeMinutes: 5 }),
    ).toEqual({
      strategy: "LINEAR",
      bakeTimeInMinutes: 5,
      linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: 6 },
      lifecycleHooks: [hook],
      alarms,
    });
    expect(declared(emergency(canary, 7), { strategy: "blue-green", bakeMinutes: 3 })).toMatchObject({
      strategy: "BLUE_GREEN",
      bakeTimeInMinutes: 3,
    });
  });
});

describe("the plan", () => {
  const target = targetAt("Pulumi.staging.yaml");
  const serving = (id: string, taskDefinition: string, more: Partial<Serving> = {}): [string, Serving] => [
    id,
    {
      id,
      taskDefinition,
      shifting: false,
      configuration: {},
      deployment: undefined,
      moving: false,
      complete: true,
      ...more,
    },
  ];
  const ways = (services: readonly [string, Serving][], force = false) =>
    movesTo(b, new Map(services), target.config, force).map(({ service, way }) => [service.id, way]);

  it("deploys what differs, the gating service first, and leaves what serves already", () => {
    expect(
      ways([
        serving("scraper", "scraper:1"),
        serving("worker", "worker:3"),
        serving("api", "api:3", { shifting: true }),
      ]),
    ).toEqual([
      ["api", "deploy"],
      ["scraper", "leave"],
      ["worker", "deploy"],
    ]);
  });

  it("stops a deployment that goes elsewhere, and waits for one that goes there", () => {
    const moving = { moving: true, complete: false };
    expect(
      ways([serving("api", "api:3", { shifting: true, ...moving }), serving("worker", "worker:2", moving)]),
    ).toEqual([
      ["api", "stop"],
      ["worker", "wait"],
    ]);
  });

  it("deploys anew what is not whole, and everything where that is asked for", () => {
    expect(ways([serving("api", "api:2", { complete: false })])).toEqual([["api", "deploy"]]);
    expect(ways([serving("api", "api:2")], true)).toEqual([["api", "deploy"]]);
  });

  it("says from where to where, and how", () => {
    const moves = movesTo(
      b,
      new Map([
        serving("api", "arn:aws:ecs:r:a:task-definition/s-api:3", { shifting: true }),
        serving("worker", "worker:3"),
        serving("scraper", "scraper:1"),
      ]),
      target.config,
    );
    expect(planLines(moves, 10)).toEqual([
      "  api      s-api:3 → api:2  all traffic at once, watched for 10 minutes with the old tasks beside",
      "  worker   worker:3 → worker:2  task by task, at once",
      "  scraper  scraper:1  serves already",
    ]);
  });

  it("says what is not gone back", () => {
    const lines = notGoneBack(
      b,
      new Map([serving("api", "api:3"), serving("web", "web:1"), serving("worker", "w")]),
      "database: it keeps its data",
      { way: "none", why: "the stack has none of files" },
    );
    expect(lines.map((line) => line.split(":")[0])).toEqual([
      "database",
      "frontend",
      "web",
      "scraper",
      "everything else of the stack (network, alarms, one-off tasks)",
    ]);
  });
});

describe("the point that a database is restored to", () => {
  const migration = (revision: number, at: number, made: ReturnType<typeof schema>): MigrationRecord => ({
    kind: "migration",
    at: day(at),
    image: "i",
    digest: String(revision).repeat(64),
    schema: made,
    database: { identifier: "d", resourceId: "r" },
    snapshot: `snap-${revision}`,
    result: "SUCCESSFUL",
  });
  const past = [
    migration(3, 9, schema("3")),
    migration(2, 5, schema("2", ["2"], ["1"])),
    migration(1, 1, schema("1")),
  ];
  const snapshots = [1, 2, 3].map((revision) => ({
    name: `snap-${revision}`,
    at: new Date(past[3 - revision]?.at ?? ""),
  }));

  it("is found by what the migration function writes down", () => {
    const written: Written = {
      ...migration(1, 1, schema("1")),
      stack: "s",
      replaces: [],
      tasks: { migrate: { arn: "arn", exitCode: 0 }, verify: null },
      reason: null,
    };
    expect(migrationRecord.parse(written)).toEqual(migration(1, 1, schema("1")));
  });

  it("is the newest snapshot on whose schema the release runs, so that the least is lost", () => {
    expect(snapshotFor(a, past, snapshots)).toEqual({
      point: { kind: "snapshot", name: "snap-3", at: new Date(day(9)) },
      schema: schema("2", ["2"], ["1"]),
    });
    expect(snapshotFor(a, past, snapshots.slice(0, 2))?.point).toMatchObject({ name: "snap-2" });
  });

  it("is none where no snapshot fits, or nobody knows what it holds", () => {
    expect(snapshotFor({ ...c, schema: schema("3") }, past, snapshots)).toBeUndefined();
    expect(snapshotFor(a, past, [{ name: "somebody's", at: new Date(day(9)) }])).toBeUndefined();
  });

  it("brings with it the release that served at that time and runs on the schema of then", () => {
    const at = new Date(day(7));
    expect(schemaAt(past, at)?.version).toBe("2");
    expect(releaseAt([c, b, a], schemaAt(past, at), at)?.id).toBe("b");
    expect(releaseAt([c, b, a], schema("9"), at)).toBeUndefined();
  });

  it.each([
    [30, "30 minutes"],
    [0, "less than a minute"],
    [61, "1 hour 1 minute"],
    [3 * 1440 + 120 + 5, "3 days 2 hours"],
  ])("tells how much is lost: %i minutes are %s", (minutes, words) => {
    expect(ago(new Date(0), new Date(minutes * 60_000))).toBe(words);
  });
});

describe("names", () => {
  const target = targetAt("Pulumi.staging.yaml");
  const at = new Date("2026-11-21T06:34:55.123Z");

  it("tell when", () => {
    expect([newName(target, at), oldName(target, at)]).toEqual([
      "prospector-staging-database-new-2611210634",
      "prospector-staging-database-before-2611210634",
    ]);
  });

  it("fit into what RDS takes, with a member's number, for the longest product", () => {
    const longest = { ...target, prefix: `${"p".repeat(24)}-production` };
    expect(`${oldName(longest, at)}-12`.length).toBeLessThanOrEqual(63);
    expect(oldName(longest, at)).toMatch(/-before-\d{8}$/);
  });

  it("of members follow their cluster's, and no others do", () => {
    const to = (name: string, from: string, next: string) =>
      renamed({ DBInstanceIdentifier: name }, from, next);
    expect([
      to("db-1", "db", "db-before-9"),
      to("db-before-9-1", "db", "db-before-9"),
      to("db-new-9-2", "db-new-9", "db"),
    ]).toEqual(["db-before-9-1", "db-before-9-1", "db-2"]);
  });
});

it("tells how Pulumi learns of an instance by its resource id", () => {
  const target = targetAt("Pulumi.staging.yaml");
  const server = (resourceId: string): Server => ({
    name: "n",
    status: "available",
    arn: "arn",
    resourceId,
    version: "17.6",
    encrypted: true,
    keyId: undefined,
    tags: {},
    tidy: true,
    owner: undefined,
    latest: undefined,
    replicas: [],
    servers: 1,
  });
  expect(pulumiWords(target, server("db-OLD1"), server("db-NEW1")).slice(0, 6)).toEqual([
    "Pulumi does not know of this yet. Before anybody runs `./golive up`:",
    "  pulumi stack export --stack staging --file before.json    # keep it until all is well",
    "  sed 's/db-OLD1/db-NEW1/g' before.json > after.json",
    "  pulumi stack import --stack staging --file after.json",
    "  pulumi refresh --stack staging --target '**::database-instance'",
    "  ./golive preview staging",
  ]);
});

describe("the command line", () => {
  const nothing = { to: undefined, at: undefined, database: false, "watch-minutes": 10 };

  it.each<[string, object, readonly (readonly [string, RegExp])[]]>([
    ["nothing more", {}, []],
    ["a release", { to: "x" }, []],
    ["a release and its data", { to: "x", database: true }, []],
    ["a time and the data of then", { at: "2026-11-21T06:30:00+01:00", database: true }, []],
    ["a time without the data", { at: "2026-11-21T06:30:00Z" }, [["--at", /^only with --database/]]],
    [
      "data from nowhere",
      { database: true },
      [["--database", /^--database --to RELEASE, or --database --at TIME/]],
    ],
    ["a time in words", { at: "yesterday", database: true }, [["--at", /^a time with its zone/]]],
    ["a time of no zone", { at: "2026-11-21T06:30:00", database: true }, [["--at", /^a time with its zone/]]],
    ["half a minute", { "watch-minutes": 0.5 }, [["--watch-minutes", /^a whole number from 0 to 1440$/]]],
    ["no number", { "watch-minutes": Number.NaN }, [["--watch-minutes", /^a whole number/]]],
  ])("is understood, or refused with the reason: %s", (_, asked, expected) => {
    const found = mistakesIn({ ...nothing, ...asked });
    expect(found.map(({ path }) => path)).toEqual(expected.map(([path]) => path));
    expect(found.every(({ allowed }, at) => expected[at]?.[1].test(allowed))).toBe(true);
  });

  const asked = async (line: string) =>
    yargs()
      .command(opsRollback)
      .command(opsRedeploy)
      .strict()
      .exitProcess(false)
      .fail((message, error) => {
        throw error ?? new Error(message);
      })
      .parseAsync(line);

  it.each([
    [
      "rollback staging --database --at 2026-11-21T06:30:00Z --to x",
      "Arguments to and at are mutually exclusive",
    ],
    ["redeploy staging --to x", "Unknown argument: to"],
    ["redeploy staging --watch-minutes 2000", "a whole number from 0 to 1440"],
  ])("refuses %s", async (line, reason) => {
    await expect(asked(line)).rejects.toThrow(reason);
  });
});
