import * as sdk from "@pulumi/policy/proxy.js";
import { describe, expect, it } from "vitest";
import { given, isUnknownToken } from "../../policy/reading/unknown.ts";
import { viewOfExample } from "../../policy/sdk/example.ts";
import { unknown } from "../../policy/view.ts";

const taskType = "aws:ecs/taskDefinition:TaskDefinition";
const view = viewOfExample([
  { type: "a:b:Group", name: "group", props: { name: "the-group", arn: unknown } },
  {
    type: "a:b:Thing",
    name: "by-value",
    props: { group: "the-group", list: ["x", "the-group"], deep: { list: [{ at: 1 }] } },
  },
  { type: "a:b:Thing", name: "by-relation", uses: { group: ["group"] } },
  { type: "a:b:Thing", name: "neither", props: { group: "another", part: { known: 1, made: unknown } } },
  { type: "a:b:Around", name: "around", props: { containers: [{ name: "copy" }] } },
  { type: "a:b:Between", name: "between", parent: "around" },
  { type: taskType, name: "hidden", parent: "between", uses: { containerDefinitions: ["group"] } },
  { type: taskType, name: "open", parent: "between", props: { containerDefinitions: '[{"name":"real"}]' } },
  { type: taskType, name: "lone", uses: { containerDefinitions: ["group"] } },
]);
const node = (name: string) => {
  const found = view.nodes.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe("the view of a stack", () => {
  it("reads known values at any depth, and what is unknown or absent as undefined", () => {
    expect(node("by-value").known("deep", "list", 0, "at")).toBe(1);
    expect(node("neither").known("part", "made")).toBeUndefined();
    expect(node("neither").known("part")).toEqual({ known: 1, made: undefined });
    expect(node("group").known("arn", "length")).toBeUndefined();
    expect(node("group").known("absent", "deeper")).toBeUndefined();
  });

  it("tells what is unknown from what is absent", () => {
    expect(["name", "arn", "absent"].map((property) => node("group").isUnknown(property))).toEqual([
      false,
      true,
      false,
    ]);
    expect(node("neither").isUnknown("part")).toBe(true);
  });

  it("follows a relation and a known name alike, and no other", () => {
    const things = view.all("a:b:Thing");
    expect(things.filter((one) => view.points(one, "group", node("group"))).map(({ name }) => name)).toEqual([
      "by-value",
      "by-relation",
    ]);
    expect(
      view
        .pointing("a:b:Thing", "group", node("group"))
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["by-relation", "by-value"]);
    expect(view.points(node("by-value"), "list", node("group"))).toBe(true);
    expect(view.pointing("a:b:Thing", "list", node("group"))).toEqual([node("by-value")]);
  });

  it("reads a task's containers from its own definition where known, else from the nearest copy around it", () => {
    expect(view.containers(node("open"))).toEqual([{ name: "real" }]);
    expect(view.containers(node("hidden"))).toEqual([{ name: "copy" }]);
    expect(view.containers(node("lone"))).toBeUndefined();
  });

  it("takes neither text that is not JSON nor a value that is not a list for containers", () => {
    for (const containerDefinitions of ["{", '"api"', "{}"]) {
      const broken = viewOfExample([{ type: taskType, name: "task", props: { containerDefinitions } }]);
      expect(broken.nodes.map((task) => broken.containers(task))).toEqual([undefined]);
    }
  });

  it("finds ancestors, nearest first", () => {
    expect(view.ancestors(node("hidden")).map(({ name }) => name)).toEqual(["between", "around"]);
  });

  it("finds each of ten thousand relations from an index, where a scan for each would take minutes", () => {
    const big = viewOfExample(
      Array.from({ length: 10_000 }, (_, at) => [
        { type: "a:b:Group", name: `group-${at}`, props: { name: `the-group-${at}` } },
        { type: "a:b:Thing", name: `thing-${at}`, props: { group: `the-group-${at}` } },
      ]).flat(),
    );
    const found = big.all("a:b:Group").map((group) => big.pointing("a:b:Thing", "group", group).length);
    expect(new Set(found)).toEqual(new Set([1]));
  });
});

describe("an unknown value", () => {
  it("is recognised by every token that the SDK uses", () => {
    const tokens = Object.entries(sdk).filter(
      ([name]) => name.startsWith("unknown") && name.endsWith("Value"),
    );
    expect(tokens.length).toBe(7);
    expect(tokens.filter(([, token]) => !isUnknownToken(token))).toEqual([]);
  });

  it("counts as given, though its value cannot be read", () => {
    const props = { made: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", empty: "", none: null };
    expect(["made", "empty", "none", "absent"].map((key) => given(props, key))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
