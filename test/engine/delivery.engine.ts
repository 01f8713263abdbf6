import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installed } from "./pulumi.ts";
import { changes } from "./steps.ts";
import { Workspace } from "./workspace.ts";

const first = "3d2f9a0c7b1e4f6a8c5d0e9b2a7f4c1d6e3b8a5f0c9d2e7b4a1f6c3d8e5b0a97";
const [second, third, broken] = ["2".repeat(64), "3".repeat(64), "bad".repeat(21).padEnd(64, "0")] as const;
const rule = "aws:lb/listenerRule:ListenerRule";

/** Of the production rule of the API: which colour has all the traffic. */
function serving({ cloud, journal }: Workspace): Readonly<Record<string, number>> {
  const made = journal.find(
    ({ call, preview, name }) => call === "create" && !preview && name === "balancer-to-api",
  );
  const weights = Object.entries(cloud.rules[made?.id ?? ""] ?? {});
  return Object.fromEntries(weights.map(([arn, weight]) => [/-(blue|green)-/.exec(arn)?.[1] ?? arn, weight]));
}
const lastOf = ({ cloud }: Workspace) => cloud.deployments.filter(({ service }) => service === "api").at(-1);
const ruleChanges = (work: Workspace, since: number) =>
  work.journal
    .slice(since)
    .filter(({ call, preview, type }) => type === rule && call === "update" && !preview)
    .map(({ name }) => name);

describe.skipIf(!installed)("releases of the API, on the real engine", () => {
  let work: Workspace;
  beforeAll(async () => {
    work = await Workspace.create("staging");
    work.set(["services", "api", "deploy"], { strategy: "canary" }); // as in production, whose own guard would double the time
    const up = await work.hasty();
    if (up.code !== 0) throw new Error(up.why);
  });
  afterAll(() => work.remove());

  it("begin with all traffic on the first group", () => {
    expect(serving(work)).toEqual({ blue: 100, green: 0 });
  });

  it("migrate before new code starts, are tested before users come, and shift 5 % before all (K05, C13, W04)", async () => {
    work.change(first, second);
    const up = await work.up();

    expect(up.code, up.why).toBe(0);
    expect(lastOf(work)).toEqual({
      service: "api",
      image: expect.stringContaining(second),
      steps: [
        "PRE_SCALE_UP: prospector-staging-migration",
        "test: green 100 %",
        "POST_TEST_TRAFFIC_SHIFT: prospector-staging-smoke",
        "production: green 5 %",
        "production: green 100 %",
      ],
      ended: "successful",
    });
    expect(serving(work)).toEqual({ blue: 0, green: 100 });
  });

  it("start nobody else's new code before that: the worker and the scheduler come after", () => {
    const moved = work.cloud.deployments.map(({ service }) => service);
    expect(moved[0]).toBe("api");
    expect(moved.slice(1).sort()).toEqual(["scheduler", "worker"]);
  });

  it("change nothing on the next run, though ECS has moved the weights", async () => {
    const calls = work.journal.length;
    const again = await work.up("--expect-no-changes");

    expect(again.code, again.why).toBe(0);
    expect(ruleChanges(work, calls)).toEqual([]);
    expect(serving(work)).toEqual({ blue: 0, green: 100 });
  });

  it("alternate: the second goes back to the first group, and the program names no weight", async () => {
    const calls = work.journal.length;
    work.change(second, third);
    const up = await work.hasty();

    expect(up.code, up.why).toBe(0);
    expect(lastOf(work)?.steps.filter((step) => step.startsWith("production"))).toEqual([
      "production: blue 5 %",
      "production: blue 100 %",
    ]);
    expect(serving(work)).toEqual({ blue: 100, green: 0 });
    expect(ruleChanges(work, calls)).toEqual([]);
  });

  it("that fail are undone by ECS, and the deployment says so to whoever ran it", async () => {
    work.breaks(broken);
    work.change(third, broken);
    const up = await work.hasty();

    expect(up.code).not.toBe(0);
    expect(up.why).toContain("was rolled back by alarms");
    expect(lastOf(work)).toMatchObject({ image: expect.stringContaining(broken), ended: "rolled back" });
    expect(serving(work)).toEqual({ blue: 100, green: 0 });
  });

  it("that fail take nobody else along: worker and scheduler keep the release before", () => {
    const { images, services } = work.cloud;
    for (const id of ["api", "worker", "scheduler"])
      expect([id, images[services[id]?.taskDefinition ?? ""]]).toEqual([id, expect.stringContaining(third)]);
  });

  it("go back to the digest before by the stack file alone", async () => {
    work.change(broken, third);
    const up = await work.hasty();

    expect(up.code, up.why).toBe(0);
    const { images, services } = work.cloud;
    for (const id of ["api", "worker", "scheduler"])
      expect([id, images[services[id]?.taskDefinition ?? ""]]).toEqual([id, expect.stringContaining(third)]);
    expect(Object.values(serving(work)).sort()).toEqual([0, 100]);
  });

  it("leave the weights alone when a route changes, before and after a refresh has seen them", async () => {
    const before = serving(work);
    for (const [path, refresh] of [
      ["/version", false],
      ["/status", true],
    ] as const) {
      if (refresh) expect((await work.refresh()).code).toBe(0);
      work.set(["services", "api", "routes"], ["/api/*", "/health", path]);
      const calls = work.journal.length;
      const up = await work.up();

      expect(up.code, up.why).toBe(0);
      expect(ruleChanges(work, calls).sort()).toEqual(["balancer-test-to-api", "balancer-to-api"]);
      expect(serving(work)).toEqual(before);
    }
  });

  it("move nothing when only infrastructure changes", async () => {
    const releases = work.cloud.deployments.length;
    work.set(["retention", "applicationLogsDays"], 400);
    const up = await work.hasty();

    expect(up.code, up.why).toBe(0);
    expect(work.cloud.deployments.length).toBe(releases);
    expect(changes(up).length).toBeGreaterThan(0);
  });
});
