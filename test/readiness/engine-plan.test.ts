import { describe, expect, it } from "vitest";
import { checked, difference, made, planned, refusal, updated } from "../engine/provider/plan.ts";
import { UNKNOWN } from "../engine/provider/wire.ts";

const targetGroup = "aws:lb/targetGroup:TargetGroup";
const setting = { account: "444455556666", region: "eu-central-1", defaultTags: { owner: "growth" } };

describe("the provider that stands in for AWS", () => {
  it("checks as the real one does: region, all tags and a missing name are filled in", () => {
    expect(checked("aws:sns/topic:Topic", "oncall", {}, { tags: { own: "1" } }, setting)).toEqual({
      region: "eu-central-1",
      name: expect.stringMatching(/^oncall-[0-9a-f]{7}$/),
      tags: { own: "1" },
      tagsAll: { owner: "growth", own: "1" },
      __defaults: ["name"],
    });
    expect(checked("aws:sns/topic:Topic", "oncall", {}, { name: "pager", tags: UNKNOWN }, setting)).toEqual({
      region: "eu-central-1",
      name: "pager",
      tags: UNKNOWN,
      tagsAll: UNKNOWN,
      __defaults: [],
    });
  });

  it("plans what the program set, unknown what AWS makes, and nothing for what nobody asked", () => {
    const plan = planned(targetGroup, { name: "api", port: 80, healthCheck: { path: "/health" } });

    expect(plan).toMatchObject({ name: "api", port: 80, arn: UNKNOWN });
    expect(plan.healthCheck).toEqual({ path: "/health", matcher: UNKNOWN, timeout: UNKNOWN });
    expect(plan).not.toHaveProperty("deregistrationDelay");
  });

  it("leaves nothing unknown once it is made, and keeps it through an update", () => {
    const { state } = made(targetGroup, "api", { name: "api", healthCheck: { path: "/health" } }, setting);
    const next = updated(targetGroup, { name: "api", healthCheck: { path: "/ready" } }, state);

    expect(JSON.stringify(state)).not.toContain(UNKNOWN);
    expect(next).toMatchObject({ arn: state.arn, healthCheck: { path: "/ready" } });
  });

  it("replaces what AWS cannot change in place, the named one before its successor comes", () => {
    const named = { name: "api", port: 80, __defaults: [] };
    expect(difference(targetGroup, named, named)).toEqual({
      changed: [],
      replaces: [],
      deleteBeforeReplace: false,
    });
    expect(difference(targetGroup, named, { ...named, name: "web" })).toEqual({
      changed: ["name"],
      replaces: ["name"],
      deleteBeforeReplace: true,
    });
    expect(
      difference("aws:ecs/taskDefinition:TaskDefinition", { family: "api" }, { family: "api", cpu: "512" }),
    ).toEqual({
      changed: ["cpu"],
      replaces: ["cpu"],
      deleteBeforeReplace: false,
    });
  });

  it("refuses to delete what is locked against it", () => {
    expect(refusal({ deletionProtection: true })).toMatch(/deletionProtection is on/);
    expect(refusal({ enableDeletionProtection: false })).toBeUndefined();
  });
});
