import { describe, expect, it } from "vitest";
import { oncall, reachingNobody } from "../../policy/alarms/paging.ts";
import { metricAlarm } from "../../policy/reading/aws-types.ts";
import { eventRule, eventTarget } from "../../policy/reading/function-types.ts";
import type { StackExample } from "../../policy/rule.ts";
import { viewOfExample } from "../../policy/sdk/example.ts";

const there = "us-east-1";
const here = "eu-central-1";
const bus = `arn:aws:events:${here}:111122223333:event-bus/default`;
const all = {
  name: "shop-cdn-failing",
  states: ["ALARM", "OK"],
  after: undefined as readonly string[] | undefined,
  bus,
  role: true,
  state: "ENABLED",
  pages: true,
};

/** An alarm in one region, its event carried into another, and a page from there. */
function far(changed: Partial<typeof all> = {}): StackExample {
  const { name, states, after, bus: to, role, state, pages } = { ...all, ...changed };
  const eventPattern = JSON.stringify({
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: {
      alarmName: [{ prefix: name }],
      state: { value: states },
      ...(after && { previousState: { value: after } }),
    },
  });
  return [
    { type: metricAlarm, name: "far", props: { name: "shop-cdn-failing-answers", region: there } },
    ...oncall,
    { type: eventRule, name: "there", props: { region: there, eventPattern, state } },
    {
      type: eventTarget,
      name: "carried",
      props: { arn: to, ...(role && { roleArn: "arn:aws:iam::111122223333:role/carry" }) },
      uses: { rule: ["there"] },
    },
    { type: eventRule, name: "here", props: { region: here, eventPattern, state } },
    { type: eventTarget, name: "page", uses: { rule: ["here"], arn: pages ? ["oncall"] : [] } },
  ];
}

const said = (example: StackExample, property: "alarmActions" | "okActions" = "alarmActions") =>
  reachingNobody(viewOfExample(example), property).map(({ node, says }) => `${node?.name}: ${says}`);

describe("an alarm of another region", () => {
  it("is heard of where its event is carried to, when it begins and when it is over", () => {
    expect(said(far())).toEqual([]);
    expect(said(far(), "okActions")).toEqual([]);
  });

  it.each([
    ["the rules hear of another alarm", { name: "shop-other" }],
    ["its event is carried to another region", { bus: bus.replace(here, "eu-west-1") }],
    ["nobody may carry it", { role: false }],
    ["the rules are switched off", { state: "DISABLED" }],
    ["the event pages nobody", { pages: false }],
    ["only its end is carried", { states: ["OK"] }],
    ["it is carried only where all was well before", { after: ["OK"] }],
  ])("is not when %s", (_, changed) => {
    expect(said(far(changed))).toEqual(["far: has no alarmActions"]);
  });

  it("is not said to be over when only its beginning is carried", () => {
    expect(said(far({ states: ["ALARM"] }), "okActions")).toEqual(["far: has no okActions"]);
  });

  it("need not be said to be over when it was never red", () => {
    expect(said(far({ after: ["ALARM"] }), "okActions")).toEqual([]);
    expect(said(far({ after: ["INSUFFICIENT_DATA"] }), "okActions")).toEqual(["far: has no okActions"]);
  });

  it("is not when nothing carries it", () => {
    expect(said(far().filter(({ name }) => name !== "carried"))).toEqual(["far: has no alarmActions"]);
  });
});
