import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nextDigest, revisions } from "./launch/platform.ts";
import { failedAt } from "./launch/typed.ts";
import { World } from "./launch/world.ts";

// Real and stood in for: as in launch.integration.ts, here without the product, whose containers ECS would run.
let world: World;
beforeAll(async () => {
  world = await World.start({ product: false });
}, 180_000);
afterAll(() => world?.stop(), 60_000);

describe("a canary that is broken", { timeout: 180_000 }, () => {
  const trial = () => ["production", "-d", world.folder, "--evidence", world.evidence];
  const newest = async () => (await world.records("production")).at(-1);
  beforeEach(() => {
    const { ecs } = world.aws.production;
    const { production } = world.stands;
    ecs.services.clear();
    production.serve(revisions.now);
    world.aws.production.failing = 0;
  });
  /** What serves, as `ops release` says it. */
  async function served(): Promise<unknown> {
    const { stdout } = await world.golive(["ops", "release", "production", "-d", world.folder, "--json"]);
    return JSON.parse(stdout).serving?.id ?? null;
  }

  it("is seen in its own numbers, and the record names the release that it was of", async () => {
    const { aws, stands } = world;
    aws.production.failing = 40;
    aws.production.ecs.deployed(
      "api",
      stands.production.definition("api", revisions.next),
      "ROLLBACK_SUCCESSFUL",
    );
    const watched = await world.golive(["ops", "canary", "watch", ...trial()]);
    expect(watched.status, failedAt("canary watch", watched)).toBe(1);
    const record = await newest();
    expect(record).toMatchObject({ kind: "canary", result: "failed" });
    expect(record?.images.api).toContain(nextDigest);
    expect([...new Set(record?.failures.flatMap(({ requirements }) => requirements))].sort()).toEqual([
      "K05",
      "K08",
      "P16",
    ]);
    expect(await served()).toBe("20261110T000000Z-bbbbbb");
  });

  it("is taken back while it bears traffic: the old digest serves, and a record says so", async () => {
    const { aws, stands } = world;
    aws.production.ecs.deploying("api", stands.production.definition("api", revisions.next));
    const aborted = await world.golive([
      "ops",
      "canary",
      "abort",
      ...trial(),
      "--watch-minutes",
      "0",
      "--yes",
    ]);
    expect(aborted.status, failedAt("canary abort", aborted)).toBe(0);
    expect(await newest()).toMatchObject({
      kind: "canary-abort",
      result: "passed",
      measurements: { drill: false, "api serves": stands.production.image("api", revisions.now) },
    });
    expect(await served()).toBe("20261110T000000Z-bbbbbb");
  });

  it("is gone back from where it has all traffic already: the old digest serves, and a record says so", async () => {
    const { aws, stands } = world;
    aws.production.ecs.deployed("api", stands.production.definition("api", revisions.next), "SUCCESSFUL");
    expect(await served()).toBe(null);
    const back = await world.golive(["ops", "rollback", ...trial(), "--watch-minutes", "0", "--yes"]);
    expect(back.status, failedAt("rollback", back)).toBe(0);
    expect(await newest()).toMatchObject({
      kind: "rollback",
      result: "passed",
      measurements: { "api serves": stands.production.image("api", revisions.now) },
    });
    expect(await served()).toBe("20261110T000000Z-bbbbbb");
  });
});
