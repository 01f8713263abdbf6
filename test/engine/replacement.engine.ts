import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Approval, approvalOf, differences } from "../../readiness/preview/approval.ts";
import { beyond } from "../../readiness/preview/beyond.ts";
import { readEvents, type Told } from "../../readiness/preview/events.ts";
import { type Judgement, judgePlan } from "../../readiness/preview/judge.ts";
import { type Change, planOf } from "../../readiness/preview/plan.ts";
import { installed, type Outcome } from "./pulumi.ts";
import { Workspace } from "./workspace.ts";

interface Looked {
  readonly plan: readonly Change[];
  readonly judgement: Judgement;
}
const told = ({ events }: Outcome): Told =>
  readEvents(events.map((event) => JSON.stringify(event)).join("\n"));
const waiver = {
  rule: "stateful-resource-kept",
  resource: "database-instance",
  reason: "an empty database is made anew under its right name",
  owner: "growth",
  until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
};
function look(outcome: Outcome, waivers: readonly (typeof waiver)[] = []): Looked {
  const plan = planOf(told(outcome));
  return { plan, judgement: judgePlan(plan, waivers, new Date()) };
}
const approval = (plan: readonly Change[]): Approval =>
  approvalOf(
    {
      stack: "staging",
      by: "anna",
      commit: null,
      config: "1".repeat(64),
      pack: "2".repeat(64),
      lock: "3".repeat(64),
    },
    plan,
    new Date(),
  );
const short = ({ kind, name }: Change): string => `${kind} ${name}`;
/** A bucket is forgotten and stays; what guards it would go. */
const bucketGone = ["", "-policy", "-versions"].map((part) => `delete bucket-reports-bucket${part}`);
const refused = ({ judgement }: Looked) => judgement.refused.map(({ change }) => short(change));

describe.skipIf(!installed)("what a plan would take away, on the real engine", () => {
  let work: Workspace;
  let release: Looked;
  beforeAll(async () => {
    work = await Workspace.create("staging");
    work.set(["caches", "queue", "snapshotDays"], 5);
    const up = await work.hasty();
    if (up.code !== 0) throw new Error(up.why);
    work.change("9b1c4e7a2d5f8063b6e9c2a5d8f10437a6c9e2b5d8f1a4c7e0b3d6f9a2c5e8b1", "0".repeat(64));
    release = look(await work.preview());
  }, 300_000);
  afterAll(() => work.remove());

  it("is nothing where a release replaces a task definition", () => {
    expect(release.plan.map(short)).toEqual(["update scraper-service", "replace scraper-definition"]);
    expect(release.judgement).toEqual({ refused: [], excused: [], interrupting: [] });
  });

  it("has one digest, whenever and in whatever display it is asked for, and another release has another", async () => {
    const again = look(await work.preview(true, "--json"));
    expect(differences(approval(release.plan), approval(again.plan))).toEqual([]);

    work.change("0".repeat(64), "1".repeat(64));
    const other = look(await work.preview());
    expect(differences(approval(release.plan), approval(other.plan))).toEqual([
      expect.stringMatching(/^replace .*::scraper-definition: otherwise than the replace that was approved$/),
    ]);
    work.change("1".repeat(64), "0".repeat(64));
  });

  it("is all that the update then does", async () => {
    const up = await work.up();
    expect(up.code, up.why).toBe(0);
    expect(planOf({ planned: told(up).begun, stoppedAt: [] }).map(short)).toEqual(release.plan.map(short));
    expect(beyond(release.plan, told(up).begun)).toEqual([]);
    expect(beyond([], told(up).begun)).toHaveLength(2);
  });

  it("is copies that are kept for less long, although nothing is deleted or replaced", async () => {
    work.set(["caches", "queue", "snapshotDays"], 1);
    const looked = look(await work.preview());
    work.set(["caches", "queue", "snapshotDays"], 5);

    expect(looked.plan.map(short)).toEqual(["update cache-queue-replication-group"]);
    expect(looked.judgement.refused.map(({ why }) => why)).toEqual([
      "snapshotRetentionLimit 5 → 1: what is older is deleted at once",
    ]);
  });

  it("is a database, where its name changes, and a bucket, where it is no longer declared: both are told", async () => {
    work.set(["database", "name"], "prospects");
    for (const id of ["api", "worker"]) work.set(["services", id, "uses", "buckets"], undefined);
    work.set(["buckets"], undefined);
    const preview = await work.preview();
    const looked = look(preview);

    expect(preview.code).not.toBe(0); // the engine stops too, for both are protected
    expect(refused(looked).sort()).toEqual(
      expect.arrayContaining(["delete bucket-reports-bucket", "replace database-instance"]),
    );
  });

  it("is told by golive alone once somebody has taken the protection off", async () => {
    expect((await work.unprotect()).code).toBe(0);
    const preview = await work.preview();
    const looked = look(preview);

    expect(preview.code, preview.why).toBe(0);
    expect(refused(looked).sort()).toEqual([...bucketGone, "replace database-instance"]);
    expect(looked.judgement.refused.map(({ why }) => why)).toEqual(
      expect.arrayContaining([expect.stringContaining("it would stay in AWS, looked after by nobody")]),
    );
  });

  it("is excused by a waiver of this very resource, which the pack takes without asking what it is for", async () => {
    work.set(["waivers"], [waiver]);
    const preview = await work.preview();
    const looked = look(preview, [waiver]);

    expect(preview.code, preview.why).toBe(0);
    expect(looked.judgement.excused.map(({ change }) => change.name)).toEqual(["database-instance"]);
    expect(refused(looked).sort()).toEqual(bucketGone);
  });
});

describe.skipIf(!installed)("drift, on the real engine", () => {
  let work: Workspace;
  beforeAll(async () => {
    work = await Workspace.create("staging");
    const up = await work.hasty();
    if (up.code !== 0) throw new Error(up.why);
  }, 300_000);
  afterAll(() => work.remove());

  it("is none of a stack that stands as it was declared", async () => {
    const preview = await work.preview(true, "--refresh");
    expect(preview.code, preview.why).toBe(0);
    expect(told(preview).planned.some(({ op }) => op === "refresh")).toBe(true);
    expect(look(preview).plan).toEqual([]);
  });

  it("is an alarm that somebody deleted by hand, and nothing else", async () => {
    work.loses("alarms-worker-memory");
    const preview = await work.preview(true, "--refresh");
    expect(look(preview).plan.map(short)).toContain("create alarms-worker-memory");
    expect(look(preview).plan.map(({ kind }) => kind)).not.toContain("delete");
  });
});
