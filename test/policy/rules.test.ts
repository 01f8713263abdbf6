import { readdirSync } from "node:fs";
import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import type { Example, ResourceRule, Rule, StackExample, StackRule } from "../../policy/rule.ts";
import { rules } from "../../policy/rules.ts";
import { factsOf, sent, viewOfExample } from "../../policy/sdk/example.ts";
import { isResourceRule, isStackRule, judgeResource } from "../../policy/sdk/judge.ts";
import { isRequirement } from "../../readiness/register/requirements.ts";

const findingsOf = (rule: ResourceRule, example: Example<object>): readonly string[] =>
  judgeResource(rule, unknownCheckingProxy(sent(example.props)), factsOf(rule, example)).map(
    ({ says }) => says,
  );

const findingsIn = (rule: StackRule, example: StackExample): readonly string[] =>
  rule.findings(viewOfExample(example)).map(({ says }) => says);

describe.each(rules.filter(isResourceRule))("$id: $title", (rule) => {
  it.each(rule.examples.pass)("accepts %j", (example) => expect(findingsOf(rule, example)).toEqual([]));
  it.each(rule.examples.fail)("refuses %j", (example) => expect(findingsOf(rule, example)).not.toEqual([]));
});

describe.each(rules.filter(isStackRule))("$id: $title", (rule) => {
  it.each(rule.examples.pass.map((example) => [example]))("accepts %j", (example) =>
    expect(findingsIn(rule, example)).toEqual([]),
  );
  it.each(rule.examples.fail.map((example) => [example]))("refuses %j", (example) =>
    expect(findingsIn(rule, example)).not.toEqual([]),
  );
});

describe("the list of rules", () => {
  const files = readdirSync(new URL("../../policy/rules/", import.meta.url), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((file) => file.name.endsWith(".ts"))
    .map((file) => file.name.replace(/\.ts$/, ""));

  it("holds every file under policy/rules, under the file's name, once", () => {
    expect(rules.map((rule) => rule.id).toSorted()).toEqual(files.toSorted());
  });

  it("has at least seventy rules", () => expect(rules.length).toBeGreaterThanOrEqual(70));

  const saying = (wrong: (rule: Rule) => boolean): readonly string[] =>
    rules.filter(wrong).map((rule) => rule.id);

  it("cites only requirements of the register", () => {
    expect(saying((rule) => !rule.requirements.every(isRequirement))).toEqual([]);
  });

  it("claims one thing a rule, as a sentence, and no two rules claim the same", () => {
    expect(saying((rule) => !/^[A-Z].*[^.\s]$/.test(rule.title))).toEqual([]);
    expect(new Set(rules.map((rule) => rule.title)).size).toBe(rules.length);
  });

  it("says why in a sentence, and what to change as an order that fits on a line", () => {
    expect(saying((rule) => !/^[A-Z].*\.$/s.test(rule.why))).toEqual([]);
    expect(saying((rule) => !/^[A-Z][a-z]+ .*\.$/.test(rule.fix) || /[—\n]/.test(rule.fix))).toEqual([]);
    expect(saying((rule) => /^(The|This|It|You|There|A|An|Each|Every)\b/.test(rule.fix))).toEqual([]);
  });

  it("shows of each rule what it accepts and what it refuses", () => {
    expect(saying((rule) => rule.examples.pass.length === 0 || rule.examples.fail.length === 0)).toEqual([]);
  });

  it("names the types that each rule is about", () => {
    expect(saying((rule) => [rule.judges].flat().length === 0)).toEqual([]);
    expect(saying((rule) => [rule.judges].flat().some((type) => !/^[\w-]+:[\w/-]+:\w+$/.test(type)))).toEqual(
      [],
    );
  });
});
