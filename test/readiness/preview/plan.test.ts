import { describe, expect, it } from "vitest";
import { DependencyFailed } from "../../../readiness/errors.ts";
import { beyond } from "../../../readiness/preview/beyond.ts";
import { readEvents } from "../../../readiness/preview/events.ts";
import { digestOf, planOf } from "../../../readiness/preview/plan.ts";
import { planIn, planning, recorded, short, step, told } from "./recordings.ts";

const bucket = "aws:s3/bucket:Bucket";
const inputs = (values: Record<string, unknown>) => ({
  protect: false,
  retainOnDelete: false,
  inputs: values,
});

describe("the engine's plan", () => {
  it("of a release is the task definition that is replaced and the service that moves", () => {
    expect(planIn("release")).toMatchObject([
      {
        kind: "update",
        name: "scraper-service",
        type: "aws:ecs/service:Service",
        properties: ["taskDefinition"],
      },
      { kind: "replace", name: "scraper-definition", because: ["containerDefinitions"], protected: false },
    ]);
    expect(told("release")).toMatchObject({ ended: true, begun: [], stoppedAt: [] });
  });

  it("tells a replacement although the engine itself stops at it", () => {
    expect(planIn("database-renamed").find(({ name }) => name === "database-instance")).toMatchObject({
      kind: "replace",
      because: ["dbName"],
      protected: true,
      forgotten: true,
    });
    expect(told("database-renamed").stoppedAt).toEqual([expect.stringMatching(/::database-instance$/)]);
  });

  it("tells a deletion that the engine stops at", () => {
    expect(planIn("bucket-undeclared").map(short)).toContain("delete bucket-reports-bucket");
    expect(
      told("bucket-undeclared")
        .stoppedAt.map((urn) => urn.split("::").at(-1))
        .sort(),
    ).toEqual(["bucket-reports-bucket", "database-instance"]);
  });

  it("tells such a deletion also where the engine stops before it plans it", () => {
    const { stoppedAt } = told("bucket-undeclared");
    const urn = stoppedAt.filter((one) => one.endsWith("::bucket-reports-bucket"));
    expect(planOf({ planned: [], stoppedAt: urn })).toMatchObject([
      { kind: "delete", type: bucket, name: "bucket-reports-bucket", protected: true },
    ]);
  });

  it("is empty where everything is the same, read or refreshed", () => {
    expect(
      planning(step("same", bucket, "a"), step("read", bucket, "b"), step("refresh", bucket, "c")),
    ).toEqual([]);
  });

  it.each([
    [["create"], "create"],
    [["import"], "create"],
    [["update"], "update"],
    [["create-replacement", "replace", "delete-replaced"], "replace"],
    [["delete-replaced"], "replace"],
    [["create", "delete"], "delete"],
    [["discard"], "delete"],
  ])("makes of %j one change: %s", (ops, kind) => {
    expect(planning(...ops.map((op) => step(op, bucket, "a"))).map((change) => change.kind)).toEqual([kind]);
  });

  it("is not judged where the engine speaks of a step that nobody knows", () => {
    expect(() => planning(step("evaporate", bucket, "a"))).toThrow(DependencyFailed);
    expect(() => planning(step("toString", bucket, "a"))).toThrow('a step "toString"');
  });

  it("survives a last line that was being written, and says that there was no end", () => {
    const cut = readEvents(recorded("release").split("\n").slice(0, -2).join("\n").slice(0, -40));
    expect(cut.ended).toBe(false);
    expect(cut.planned.length).toBeGreaterThan(0);
  });
});

describe("a plan's digest", () => {
  const one = step("update", bucket, "a", { diffs: ["tags"], new: inputs({ tags: { a: "1", b: "2" } }) });
  const other = step("delete", bucket, "b");

  it("is the same in whatever order the engine came to its steps, and its values to theirs", () => {
    const turned = { ...one, new: inputs({ tags: { b: "2", a: "1" } }) };
    expect(digestOf(planning(one, other))).toBe(digestOf(planning(other, turned)));
  });

  it.each([
    ["a value", { ...one, new: inputs({ tags: { a: "1", b: "3" } }) }],
    ["a property", { ...one, diffs: ["tags", "bucket"] }],
    ["what happens", { ...one, op: "replace" }],
    ["the resource", { ...one, urn: `${one.urn}2` }],
  ])("is another where %s is", (_, changed) => {
    expect(digestOf(planning(changed))).not.toBe(digestOf(planning(one)));
  });
});

describe("an update that was judged before", () => {
  const plan = planning(step("replace", bucket, "a"), step("update", bucket, "b"));

  it("may do less than was judged", () => {
    expect(beyond(plan, [step("update", bucket, "a"), step("same", bucket, "b")])).toEqual([]);
  });

  it("is told of what nobody had judged", () => {
    const begun = [step("replace", bucket, "b"), step("delete", bucket, "c")];
    expect(beyond(plan, begun)).toEqual([
      "replace urn:pulumi:staging::golive::aws:s3/bucket:Bucket::b: was planned as update",
      "delete urn:pulumi:staging::golive::aws:s3/bucket:Bucket::c: was not planned",
    ]);
  });
});
