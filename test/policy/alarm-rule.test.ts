import { describe, expect, it } from "vitest";
import { readAlarmRule } from "../../policy/alarms/alarm-rule.ts";

const holds = (rule: string, ...red: readonly string[]) =>
  readAlarmRule(rule)?.holds((name) => red.includes(name));
const raisedBy = (rule: string) => [...(readAlarmRule(rule)?.raisedBy ?? [])].sort();

describe("the rule of a composite alarm", () => {
  it.each([
    ["ALARM(a)", ["a"], true],
    ["ALARM(a)", [], false],
    ['ALARM("a b (c)")', ["a b (c)"], true],
    ['ALARM("with \\"quotes\\"")', ['with "quotes"'], true],
    ["ALARM(arn:aws:cloudwatch:eu-central-1:111122223333:alarm:a)", ["a"], true],
    ["OK(a)", [], true],
    ["OK(a)", ["a"], false],
    ["INSUFFICIENT_DATA(a)", ["a"], false],
    ["NOT ALARM(a)", ["a"], false],
    ["NOT (ALARM(a) OR ALARM(b))", [], true],
    ["ALARM(a) OR ALARM(b) AND ALARM(c)", ["a"], true],
    ["(ALARM(a) OR ALARM(b)) AND ALARM(c)", ["a"], false],
    ["ALARM(a) AND NOT ALARM(b)", ["a"], true],
    ["ALARM(a) AND NOT ALARM(b)", ["a", "b"], false],
    ["TRUE", [], true],
    ["FALSE OR ALARM(a)", [], false],
    ["AT_LEAST(2, ALARM, (a, b, c))", ["a", "c"], true],
    ["AT_LEAST(2, ALARM, (a, b, c))", ["c"], false],
    ["AT_LEAST(50%, OK, (a, b))", ["a"], true],
    ["AT_LEAST(1, NOT ALARM, (a, b))", ["a", "b"], false],
  ] as const)("%s with %j red: %s", (rule, red, expected) => {
    expect(holds(rule, ...red)).toBe(expected);
  });

  it.each([
    "",
    "ALARM",
    "ALARM(a",
    "ALARM(a) ALARM(b)",
    "RED(a)",
    "ALARM(a) OR",
    "AT_LEAST(x, ALARM, (a))",
    "a",
  ])("is none in %j", (rule) => {
    expect(readAlarmRule(rule)).toBeUndefined();
  });

  it("is raised by what it asks for, not by what it rules out", () => {
    expect(raisedBy("(ALARM(a) AND ALARM(b)) OR NOT OK(c) OR NOT ALARM(d) OR OK(e)")).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(raisedBy("AT_LEAST(1, ALARM, (a, b)) AND NOT NOT ALARM(c)")).toEqual(["a", "b", "c"]);
  });
});
