import { describe, expect, it } from "vitest";
import { InputMistakes } from "../../../readiness/errors.ts";
import { approvalOf, differences, readApproval } from "../../../readiness/preview/approval.ts";
import { planIn, planning, step } from "./recordings.ts";

const origin = {
  stack: "staging",
  by: "anna",
  commit: "3d2f9a0c7b1e",
  config: "1".repeat(64),
  pack: "2".repeat(64),
  lock: "3".repeat(64),
};
const at = new Date("2027-03-01T12:00:00Z");
const approved = approvalOf(origin, planIn("release"), at);

describe("what was approved", () => {
  it("is the same however often it is looked at, by whom and when", () => {
    const again = approvalOf({ ...origin, by: "ben" }, planIn("release"), new Date());
    expect(differences(approved, again)).toEqual([]);
    expect(readApproval("approval.json", JSON.stringify(approved))).toEqual(approved);
  });

  it.each([
    ["stack", "production", "the stack differs: staging was approved, production is here"],
    ["commit", null, "the commit differs: 3d2f9a0c7b1e was approved, unknown is here"],
    [
      "config",
      "4".repeat(64),
      "the stack file, or Pulumi.yaml differs: 111111111111 was approved, 444444444444 is here",
    ],
    ["pack", "4".repeat(64), "the policy pack differs: 222222222222 was approved, 444444444444 is here"],
    ["lock", "4".repeat(64), "package-lock.json differs: 333333333333 was approved, 444444444444 is here"],
  ])("is not what runs where the %s is another: it is named", (key, value, says) => {
    const now = approvalOf({ ...origin, [key]: value }, planIn("release"), at);
    expect(differences(approved, now)).toEqual([says]);
  });

  it("is not what runs where a change came, went or became another: each is named", () => {
    const type = "aws:sqs/queue:Queue";
    const was = planning(step("update", type, "a"), step("update", type, "b"), step("update", type, "c"));
    const is = planning(step("update", type, "a"), step("replace", type, "b"), step("delete", type, "d"));
    const urn = `urn:pulumi:staging::golive::${type}`;

    expect(differences(approvalOf(origin, was, at), approvalOf(origin, is, at))).toEqual([
      `replace ${urn}::b: otherwise than the update that was approved`,
      `update ${urn}::c: was approved, and would not happen`,
      `delete ${urn}::d: was not approved`,
    ]);
  });

  it.each([
    ["no JSON", "{"],
    ["another version", JSON.stringify({ ...approved, version: 2 })],
    ["a key that nobody knows", JSON.stringify({ ...approved, yes: true })],
    ["a change taken out", JSON.stringify({ ...approved, changes: approved.changes.slice(1) })],
    ["a digest of something else", JSON.stringify({ ...approved, plan: "5".repeat(64) })],
  ])("is refused as a file with %s", (_, text) => {
    expect(() => readApproval("approval.json", text)).toThrow(InputMistakes);
  });
});
