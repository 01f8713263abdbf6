import { beforeEach, describe, expect, it, vi } from "vitest";
import { migration } from "../../functions/migration/migration.ts";
import type { MigrationRecord } from "../../functions/migration/record.ts";
import { snapshotOf, superfluous } from "../../functions/migration/snapshot.ts";
import { refusal, replaced, returning, telling } from "../../functions/migration/window.ts";
import { began, day, digest, minute, World } from "./migration-world.ts";

let world: World;
let printed: string[];
beforeEach(() => {
  world = new World();
  printed = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    printed.push(String(line));
    return true;
  });
});

/** What the log says, in the order of its levels' name. */
const said = (level: "info" | "error"): string[] =>
  printed
    .map((line) => JSON.parse(line))
    .filter((line) => line.level === level)
    .map(({ says }) => says);
const starts = (of = "start"): string[] => world.done.filter((line) => line.startsWith(of));
const onlyFailure = () => {
  expect(world.failures.size).toBe(1);
  return [...world.failures.values()][0];
};

const snapshotA = "shop-test-release-aaaaaaaaaaaa-ccccdddd";

describe("a release that asks for the first time", () => {
  it("gets a snapshot, then its migrations once, then their verification, and a record of all that", async () => {
    world.serving = ["9"];
    expect(await world.deploy("a")).toBe("SUCCEEDED");

    expect(world.done).toEqual([
      `take ${snapshotA}`,
      "start arn:migrate:a in subnet-a as sg-api,sg-database",
      "start arn:verify:a in subnet-a as sg-api",
    ]);
    expect([...world.records.values()]).toEqual([
      {
        kind: "migration",
        stack: "shop-test",
        at: new Date(world.now).toISOString(),
        image: `repo/api@${digest("a")}`,
        digest: digest("a"),
        schema: { version: "1", runsWith: ["1"], keeps: [] },
        database: { identifier: "shop-test-database", resourceId: "db-AAAABBBBCCCCDDDD" },
        replaces: [digest("9")],
        snapshot: snapshotA,
        tasks: {
          migrate: { arn: "arn:task/0", exitCode: 0 },
          verify: { arn: "arn:task/1", exitCode: 0 },
        },
        result: "SUCCESSFUL",
        reason: null,
      },
    ]);
    expect([world.failures.size, said("error")]).toEqual([0, []]);
  });

  it("names its tasks by work, image and deployment, within the 36 characters of every limit of ECS", async () => {
    await world.deploy("a");
    const [migrate = "", verify = ""] = world.tasks.map(({ by }) => by);

    expect(migrate).toMatch(/^migrate\/a{12}\/[0-9a-f]{8}$/);
    expect(verify).toBe(migrate.replace("migrate", "verify"));
    expect(migrate.length).toBeLessThanOrEqual(36);
  });

  it("is migrated once however often it is asked for, at once and before ECS shows the task", async () => {
    const { event, tools } = world.asking("a");
    const five = () => Promise.all([1, 2, 3, 4, 5].map(() => migration(event, tools)));
    world.shows = false;
    await five();
    world.now += 3 * minute;
    await five();
    await five();
    expect(starts()).toEqual(["start arn:migrate:a in subnet-a as sg-api,sg-database"]);

    world.shows = true;
    world.now += 3 * minute;
    await five();
    await five();
    expect(starts("take")).toHaveLength(1);
    expect(starts()).toHaveLength(2);
    world.now += 3 * minute;
    expect(new Set((await five()).map(({ hookStatus }) => hookStatus))).toEqual(new Set(["SUCCEEDED"]));
  });

  it("waits for a database that is busy, and for a snapshot that takes its time", async () => {
    world.busyUntil = began + 50 * minute;
    world.snapshotMinutes = 55;

    expect(await world.deploy("a")).toBe("SUCCEEDED");
    expect(said("info")).toEqual(
      expect.arrayContaining([
        "the database is too busy for a snapshot",
        `the snapshot ${snapshotA} is creating`,
      ]),
    );
  });

  it("is let in although ECS has forgotten a migration while its verification ran", async () => {
    world.behaviour.migrate = { minutes: 29 };
    const { event, tools } = world.asking("a");
    const ask = async (afterMinutes: number) => {
      world.now += afterMinutes * minute;
      return (await migration(event, tools)).hookStatus;
    };
    await ask(0);
    await ask(3);
    await ask(29);
    expect(await ask(5)).toBe("SUCCEEDED");
    world.records.clear();
    const only = {
      ...tools.tasks,
      list: async (family: { family: string }) =>
        family.family.endsWith("verify") ? tools.tasks.list({ ...family, container: "" }) : [],
    };

    expect((await migration(event, { ...tools, tasks: only })).hookStatus).toBe("SUCCEEDED");
    expect([...world.records.values()].map(({ tasks }) => tasks)).toEqual([
      { migrate: null, verify: { arn: "arn:task/1", exitCode: 0 } },
    ]);
    expect(starts()).toHaveLength(2);
  });
});

describe("a release that was let in before", () => {
  it("is let in at once: a restart, a rollback and a repeated deployment run nothing", async () => {
    await world.deploy("a");
    await world.deploy("b");
    const before = [...world.done];
    const at = world.now;

    expect(await world.deploy("b")).toBe("SUCCEEDED");
    expect(await world.deploy("a")).toBe("SUCCEEDED");
    expect([world.done, world.now]).toEqual([before, at]);
    expect(said("info").at(-1)).toBe("its migrations have run in this database");
  });

  it("is let in also when its tasks are registered no more, and whatever the configuration says now", async () => {
    await world.deploy("a");
    world.registered = [];
    world.schema = { version: "7", runsWith: ["7"], keeps: [] };

    expect(await world.deploy("a")).toBe("SUCCEEDED");
  });

  it("is migrated anew beside a restored database, to the schema that it made before", async () => {
    await world.deploy("a");
    world.resourceId = "db-AAAABBBBEEEEFFFF";
    world.schema = { version: "2", runsWith: ["2"], keeps: [] };
    world.now += minute;

    expect(await world.deploy("a")).toBe("SUCCEEDED");
    expect(starts("take")).toEqual([`take ${snapshotA}`, "take shop-test-release-aaaaaaaaaaaa-eeeeffff"]);
    expect(starts("start arn:migrate:a")).toHaveLength(2);
    expect(
      [...world.records.values()].map(({ schema, database }) => [schema.version, database.resourceId]),
    ).toEqual([
      ["1", "db-AAAABBBBCCCCDDDD"],
      ["1", "db-AAAABBBBEEEEFFFF"],
    ]);
  });

  it("has tasks of its own for each database, also within one deployment", async () => {
    const { event, tools } = world.asking("a");
    world.snapshotMinutes = 0;
    const twice = async () => [await migration(event, tools), await migration(event, tools)];
    await twice();
    world.now += 5 * minute;
    world.resourceId = "db-AAAABBBBEEEEFFFF";
    await twice();

    expect(new Set(world.tasks.map(({ by }) => by)).size).toBe(2);
  });

  it("is not held up beside a restored database by what served last, which cannot run there anyway", async () => {
    await world.deploy("a");
    world.schema = { version: "2", runsWith: ["1", "2"], keeps: ["1"] };
    await world.deploy("b");
    world.schema = { version: "3", runsWith: ["2", "3"], keeps: ["1", "2"] };
    await world.deploy("c");
    world.resourceId = "db-AAAABBBBEEEEFFFF";

    expect(await world.deploy("a")).toBe("SUCCEEDED");
  });
});

describe("a schema that a release still needs", () => {
  /** Expand, then contract: the third takes away what the first needs. */
  const steps = {
    a: { version: "1", runsWith: ["1"], keeps: [] },
    b: { version: "2", runsWith: ["1", "2"], keeps: ["1"] },
    c: { version: "3", runsWith: ["2", "3"], keeps: ["2"] },
  };
  const deploy = async (release: keyof typeof steps, afterDays = 0) => {
    world.now += afterDays * day;
    world.schema = steps[release];
    return await world.deploy(release);
  };

  it("is not taken away while that release may come back, which is named with its last day", async () => {
    await deploy("a");
    await deploy("b");
    const deployedB = world.now;
    printed.length = 0;

    expect(await deploy("c", 13)).toBe("FAILED");
    expect(said("error")).toEqual([
      `the schema of version 3 may not be made yet: ${digest("a")}, which may come back until ${new Date(
        deployedB + 14 * day,
      ).toISOString()}, needs the schema of version 1`,
    ]);
    expect(starts("start arn:migrate:c")).toEqual([]);
    expect(starts("take")).toHaveLength(2);
    expect(onlyFailure()).toMatchObject({
      digest: digest("c"),
      result: "FAILED",
      reason: said("error")[0],
      snapshot: null,
      tasks: { migrate: null, verify: null },
    });
  });

  it("may be taken away when the window has passed since that release last served, not since it was deployed", async () => {
    await deploy("a");
    await deploy("b", 100);
    expect(await deploy("c", 13)).toBe("FAILED");
    expect(await deploy("c", 2)).toBe("SUCCEEDED");
  });

  it("is kept for what serves, however long ago it was deployed and whatever was tried since", async () => {
    await deploy("a");
    await deploy("b");
    // Its deployment was undone after its migrations.
    world.serving = ["a"];

    expect(await deploy("c", 60)).toBe("FAILED");
    expect(said("error").at(-1)).toContain(`${digest("a")}, which serves now, needs the schema of version 1`);
  });

  it("is kept for the newest release where nothing is known of what serves", async () => {
    await deploy("a");
    world.serving = ["7"];
    expect(await deploy("c", 60)).toBe("FAILED");
    expect(said("error").at(-1)).toContain(`${digest("a")}, which serves now, needs`);
  });

  it("is no matter to the very first release, nor beside one that nothing is known of", async () => {
    world.serving = ["7"];
    expect(await deploy("c")).toBe("SUCCEEDED");
  });
});

describe("who may come back", () => {
  const at = (days: number) => new Date(began + days * day);
  const record = (release: string, days: number, replaces: readonly string[] = []): MigrationRecord => ({
    kind: "migration",
    stack: "shop-test",
    at: at(days).toISOString(),
    image: "",
    digest: digest(release),
    schema: { version: release, runsWith: [release], keeps: [] },
    database: { identifier: "d", resourceId: "r" },
    replaces: replaces.map(digest),
    snapshot: null,
    tasks: { migrate: null, verify: null },
    result: "SUCCESSFUL",
    reason: null,
  });
  const window = (now: number, serving: readonly string[], asking = "f") => ({
    now: at(now),
    rollbackDays: 14,
    asking: digest(asking),
    serving: serving.map(digest),
  });
  const who = (records: readonly MigrationRecord[], of: ReturnType<typeof window>) =>
    returning(records, of).map(({ record: one, serves, until }) => [
      one.digest.at(-1),
      serves,
      (until.getTime() - began) / day,
    ]);

  it("is what serves, and what did within the window: by its own record or as what another replaced", () => {
    const records = [record("a", 0), record("b", 1, ["a"]), record("c", 30, ["a"]), record("d", 40, ["c"])];
    expect(who(records, window(41, ["d"]))).toEqual([
      ["d", true, 54],
      ["c", false, 54],
      ["a", false, 44],
    ]);
  });

  it("is each once, by its newest record, and never the one that asks", () => {
    const records = [record("a", 0), record("a", 5), record("f", 6)];
    expect(who(records, window(6, []))).toEqual([["a", true, 19]]);
    expect(who(records, window(40, ["f"]))).toEqual([]);
  });

  it("is told from few records: those of the window, of what serves, the newest, and what they replaced", () => {
    const entries = [record("a", 0), record("b", 1), record("c", 30), record("d", 40)].map((one) => ({
      key: one.digest.slice(-1),
      digest: one.digest,
      resourceId: "r",
      at: Date.parse(one.at),
    }));
    const keys = (some: readonly { readonly key: string }[]) => some.map(({ key }) => key).join("");

    expect(keys(telling(entries, window(41, ["a"])))).toBe("acd");
    expect(keys(telling(entries, window(400, [])))).toBe("d");
    expect(keys(replaced(entries, [record("d", 40, ["b", "7"])]))).toBe("b");
  });

  it("holds up no schema that each of them runs with, by its own word or by the other's", () => {
    const needing = returning([record("a", 0), record("b", 1)], window(2, ["b"]));
    expect(refusal({ version: "c", runsWith: ["c"], keeps: ["a", "b"] }, needing)).toBeUndefined();
    expect(refusal({ version: "b", runsWith: ["b"], keeps: ["a"] }, needing)).toBeUndefined();
    expect(refusal({ version: "c", runsWith: ["c"], keeps: ["b"] }, needing)).toBe(
      `the schema of version c may not be made yet: ${digest("a")}, which may come back until ${at(
        14,
      ).toISOString()}, needs the schema of version a`,
    );
  });
});

describe("the snapshot", () => {
  it("bears the names of the release and the database, in lower case", () => {
    expect(snapshotOf("shop-test", digest("a"), "cluster-ABCDEFGHIJKL")).toBe(
      "shop-test-release-aaaaaaaaaaaa-efghijkl",
    );
  });

  it("of an earlier try serves the next one: it is from before the first", async () => {
    world.behaviour.migrate = { exitCode: 1, reason: "boom" };
    expect(await world.deploy("a")).toBe("FAILED");
    world.behaviour.migrate = {};
    expect(await world.deploy("a")).toBe("SUCCEEDED");

    expect(starts("take")).toHaveLength(1);
    expect(starts("start arn:migrate:a")).toHaveLength(2);
  });

  it("that failed fails the deployment, and is out of the next one's way", async () => {
    world.snapshotEnds = "failed";
    expect(await world.deploy("a")).toBe("FAILED");
    expect(world.done).toEqual([`take ${snapshotA}`, `discard ${snapshotA}`]);
    expect(said("error")).toEqual([`the snapshot ${snapshotA} is failed`]);
    expect(onlyFailure()).toMatchObject({ snapshot: snapshotA, reason: said("error")[0] });

    world.snapshotEnds = "available";
    expect(await world.deploy("a")).toBe("SUCCEEDED");
  });

  it("must be there an hour after it was begun", async () => {
    world.snapshotMinutes = 61;
    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error")).toEqual([`the snapshot ${snapshotA} is creating after 60 minutes`]);
    expect(starts()).toEqual([]);
  });

  it("must be begun an hour after the deployment was", async () => {
    world.busyUntil = began + 61 * minute;
    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error")).toEqual(["no snapshot could be begun within 60 minutes"]);
  });

  it("is one of few: older ones of releases go, before the migration, and nobody else's", async () => {
    const others = [
      "shop-test-release-by-hand",
      "shop-test-2-release-aaaaaaaaaaaa-ccccdddd",
      "rds:shop-test",
    ];
    world.snapshots = others.map((name) => ({ name, status: "available", at: null, begun: 0 }));
    for (const release of ["1", "2", "3", "4"]) {
      expect(await world.deploy(release)).toBe("SUCCEEDED");
      world.now += day;
    }
    expect(world.done.slice(-4)).toEqual([
      "take shop-test-release-444444444444-ccccdddd",
      "discard shop-test-release-111111111111-ccccdddd",
      expect.stringContaining("start arn:migrate:4"),
      expect.stringContaining("start arn:verify:4"),
    ]);
    expect(world.snapshots.map(({ name }) => name)).toEqual([
      ...others,
      ...["2", "3", "4"].map((release) => snapshotOf("shop-test", digest(release), world.resourceId)),
    ]);
  });

  it("of old that cannot be deleted holds up nobody, and is said", async () => {
    world.keepSnapshots = 1;
    await world.deploy("a");
    world.undeletable = [snapshotA];

    expect(await world.deploy("b")).toBe("SUCCEEDED");
    expect(said("error")).toEqual([
      `the old snapshot ${snapshotA} stays: Error: a call failed; its own words may quote a value`,
    ]);
  });

  it("that is needed stays, whatever else is kept and however old it is", () => {
    const one = (release: string, days: number, status = "available") => ({
      name: snapshotOf("p", digest(release), "db-12345678"),
      status,
      at: new Date(began + days * day),
    });
    const all = [one("a", 0), one("b", 1), one("c", 2), one("d", 3, "creating")];
    const gone = (keep: number, needed: string) =>
      superfluous(all, { prefix: "p", keep, needed: snapshotOf("p", digest(needed), "db-12345678") }).map(
        (name) => name.at("p-release-".length),
      );
    expect([gone(0, "a"), gone(1, "a"), gone(2, "a"), gone(3, "a"), gone(2, "c")]).toEqual([
      ["c", "b"],
      ["c", "b"],
      ["b"],
      [],
      ["a"],
    ]);
  });
});

describe("a migration that goes wrong", () => {
  it.each([
    [
      { exitCode: 3, reason: "EssentialContainerExited · Essential container in task exited" },
      "migrate ended with exit code 3: EssentialContainerExited · Essential container in task exited (arn:task/0)",
    ],
    [
      { exitCode: null, reason: "TaskFailedToStart · CannotPullContainerError: no such image" },
      "migrate ended without an exit code: TaskFailedToStart · CannotPullContainerError: no such image (arn:task/0)",
    ],
    [{ exitCode: 137 }, "migrate ended with exit code 137: no reason given (arn:task/0)"],
  ])("fails the deployment with its reason: %j", async (behaviour, reason) => {
    world.behaviour.migrate = behaviour;
    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error")).toEqual([reason]);
    expect(starts("start arn:verify")).toEqual([]);
    expect(world.records.size).toBe(0);
    expect(onlyFailure()).toMatchObject({
      result: "FAILED",
      reason,
      snapshot: snapshotA,
      tasks: { migrate: { arn: "arn:task/0", exitCode: behaviour.exitCode }, verify: null },
    });
  });

  it("answers the same when it is asked again, and starts nothing", async () => {
    world.behaviour.migrate = { exitCode: 1 };
    const { event, tools } = world.asking("a");
    const answers = [];
    for (let call = 0; call < 8; call++) {
      answers.push((await migration(event, tools)).hookStatus);
      world.now += minute;
    }
    expect(answers.slice(-3)).toEqual(["FAILED", "FAILED", "FAILED"]);
    expect(starts()).toHaveLength(1);
    expect(world.failures.size).toBe(1);
  });

  it("is stopped when it takes too long", async () => {
    world.behaviour.migrate = { minutes: 31, exitCode: 0 };
    expect(await world.deploy("a")).toBe("FAILED");
    expect(world.done.at(-1)).toBe("stop arn:task/0: migrate took longer than 30 minutes (arn:task/0)");
    expect(said("error")).toEqual(["migrate took longer than 30 minutes (arn:task/0)"]);
  });

  it("runs again, after a good one too, where its verification failed: the next deployment begins anew", async () => {
    world.behaviour.verify = { exitCode: 1, reason: "EssentialContainerExited" };
    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error")).toEqual(["verify ended with exit code 1: EssentialContainerExited (arn:task/1)"]);
    expect(onlyFailure()).toMatchObject({
      tasks: { migrate: { exitCode: 0 }, verify: { arn: "arn:task/1", exitCode: 1 } },
    });

    world.behaviour.verify = {};
    expect(await world.deploy("a")).toBe("SUCCEEDED");
    expect(starts().map((line) => line.split(" ")[1])).toEqual([
      "arn:migrate:a",
      "arn:verify:a",
      "arn:migrate:a",
      "arn:verify:a",
    ]);
  });

  it("is stopped while it is verified for too long", async () => {
    world.behaviour.verify = { minutes: 11 };
    expect(await world.deploy("a")).toBe("FAILED");
    expect(world.done.at(-1)).toBe("stop arn:task/1: verify took longer than 10 minutes (arn:task/1)");
  });

  it("that is never to be seen is not waited for without end", async () => {
    world.shows = false;
    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error")).toEqual(["migrate was not to be started within 190 minutes"]);
    expect(starts()).toHaveLength(1);
  });
});

describe("a deployment that is refused", () => {
  it("while another release's migration still runs, which is named", async () => {
    world.elsewhere("migrate/bbbbbbbbbbbb/12345678", 20);
    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error")).toEqual([
      "another migration still runs: arn:task/elsewhere, started by migrate/bbbbbbbbbbbb/12345678",
    ]);
    expect(world.done).toEqual([]);

    world.now += 20 * minute;
    expect(await world.deploy("a")).toBe("SUCCEEDED");
  });

  it("while an earlier try of its own, or a person's, still runs", async () => {
    const { event, tools } = world.asking("a");
    world.snapshotMinutes = 0;
    await migration(event, tools);
    await migration(event, tools);
    expect(starts()).toHaveLength(1);

    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error").at(-1)).toMatch(
      /^another migration still runs: arn:task\/0, started by migrate\/a{12}\//,
    );
    world.now += day;
    world.elsewhere("", 1);
    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error").at(-1)).toBe(
      "another migration still runs: arn:task/elsewhere, started by nobody known",
    );
  });

  it("where no task with its image can migrate", async () => {
    world.registered = ["b"];
    expect(await world.deploy("a")).toBe("FAILED");
    expect(said("error")).toEqual([
      `no active revision of shop-test-task-migrate runs repo/api@${digest("a")}`,
    ]);
    expect([world.done, world.failures.size]).toEqual([[], 0]);
  });

  it.each<[unknown, string]>([
    [{}, "the event names no service and no target revision"],
    [
      {
        lifecycleStage: "POST_TEST_TRAFFIC_SHIFT",
        executionDetails: { serviceArn: "s", targetServiceRevisionArn: "r" },
      },
      "asked at POST_TEST_TRAFFIC_SHIFT, not at PRE_SCALE_UP",
    ],
  ])("asked with %j", async (event, reason) => {
    expect(await migration(event, world.asking("a").tools)).toEqual({ hookStatus: "FAILED" });
    expect(said("error")).toEqual([reason]);
  });
});

it("what nobody expects is thrown, so that it is told apart from a refusal", async () => {
  const { event, tools } = world.asking("a");
  const broken = {
    ...tools,
    database: { ...tools.database, resourceId: () => Promise.reject(new Error("x")) },
  };
  await expect(migration(event, broken)).rejects.toThrow("x");
});
