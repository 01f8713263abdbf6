import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../readiness/surface/json.ts";
import { resolving } from "../../../readiness/surface/refs.ts";
import { CatchAlls } from "../../../readiness/surface/schema/catch-alls.ts";
import { Comparison } from "../../../readiness/surface/schema/compare.ts";
import type { Direction } from "../../../readiness/surface/schema/pair.ts";

const string = { type: "string" };
const object = (properties: Json, more: Json = {}) => ({ type: "object", properties, ...more });
const either = (...anyOf: readonly unknown[]) => ({ anyOf });

/** What a client would trip over, where each document holds its schemas below `s`. */
const breaches = (live: unknown, next: unknown, direction: Direction, schemas: Json = {}) => {
  const resolve = resolving({ s: schemas });
  return new Comparison(resolve, resolve)
    .breaches(live, next, direction)
    .map(({ at, says }) => (at === "" ? says : `${at} ${says}`));
};

type Case = readonly [title: string, live: unknown, next: unknown, request: string[], answer: string[]];

it.each<Case>([
  ["one of the types", string, { type: ["string", "integer"] }, [], ["integer may come now"]],
  ["fewer types", { type: ["string", "null"] }, string, ["null is let in no longer"], []],
  ["null in OpenAPI 3.0's words", string, { ...string, nullable: true }, [], ["null may come now"]],
  ["null in other words", { ...string, nullable: true }, either(string, { type: "null" }), [], []],
  [
    "a number that need not be whole",
    { type: "integer" },
    { type: "number" },
    [],
    ["it was integer and is number"],
  ],
  ["any type", string, {}, [], ["it was string and is anything"]],
  ["a type where there was none", {}, string, ["it was anything and is string"], []],
  [
    "alternatives in another order",
    either(string, object({ a: string })),
    either(object({ a: string }), string),
    [],
    [],
  ],
  ["one more alternative", either(string), { oneOf: [string, { type: "null" }] }, [], ["null may come now"]],
  [
    "an alternative of a type that is there twice",
    either(object({ a: string }, { required: ["a"] }), object({ b: string }, { required: ["b"] })),
    either(object({ a: string }, { required: ["a"] }), object({ c: string }, { required: ["c"] })),
    ["object is let in no longer"],
    ["object may come now"],
  ],
  [
    "the same in one part",
    object({ a: string, b: string }),
    { allOf: [object({ a: string }), object({ b: string })] },
    [],
    [],
  ],
  ["a constant for its one value", { const: 1 }, { enum: [1] }, [], []],
  ["a longer list of values", { enum: ["a"] }, { enum: ["a", "b"] }, [], ['"b" may come now']],
  ["no list of values", { ...string, enum: ["a"] }, string, [], ['enum was ["a"] and is absent']],
  [
    "a longer text",
    { ...string, maxLength: 3 },
    { ...string, maxLength: 4 },
    [],
    ["maxLength was 3 and is 4"],
  ],
  [
    "a shorter text",
    { ...string, minLength: 3 },
    { ...string, minLength: 4 },
    ["minLength was 3 and is 4"],
    [],
  ],
  ["a limit that says nothing", string, { ...string, minLength: 0, description: "new" }, [], []],
  [
    "another pattern, of which nobody can tell",
    { ...string, pattern: "^a" },
    { ...string, pattern: "^a+" },
    ['pattern was "^a" and is "^a+"'],
    ['pattern was "^a" and is "^a+"'],
  ],
  [
    "larger steps",
    { multipleOf: 2, type: "integer" },
    { multipleOf: 4, type: "integer" },
    ["multipleOf was 2 and is 4"],
    [],
  ],
  [
    "wider numbers",
    { type: "integer", format: "int32" },
    { type: "integer", format: "int64" },
    [],
    ['format was "int32" and is "int64"'],
  ],
  [
    "an open object that is closed",
    object({ a: string }),
    object({ a: string }, { additionalProperties: false }),
    ["further properties are let in no longer"],
    [],
  ],
  [
    "a map's values",
    object({}, { additionalProperties: string }),
    object({}, { additionalProperties: { type: "integer" } }),
    ["[*] it was string and is integer"],
    ["[*] it was string and is integer"],
  ],
  [
    "a list's entries",
    { type: "array", items: object({ a: string }) },
    { type: "array", items: object({}) },
    ["[].a it is gone"],
    ["[].a it is gone"],
  ],
  ["what only answers have", object({ a: { ...string, readOnly: true } }), object({}), [], [".a it is gone"]],
  [
    "what only requests have",
    object({}),
    object({ a: { ...string, writeOnly: true } }, { required: ["a"] }),
    [".a it must be sent now"],
    [],
  ],
  [
    "what must be, and is only for answers",
    object({}),
    object({ a: { ...string, readOnly: true } }, { required: ["a"] }),
    [],
    [],
  ],
  [
    "a rule of another kind",
    string,
    { ...string, not: { enum: ["x"] } },
    ['not was absent and is {"enum":["x"]}'],
    [],
  ],
  ["what can never be", string, { allOf: [string, { type: "integer" }] }, ["string is let in no longer"], []],
])("tells what breaks and what does not: %s", (_, live, next, request, answer) => {
  expect([breaches(live, next, "request"), breaches(live, next, "answer")]).toEqual([request, answer]);
});

describe("a schema that contains itself", () => {
  const tree = (leaf: Json) => ({
    Tree: object({ leaf, children: { type: "array", items: { $ref: "#/s/Tree" } } }),
    Both: {
      allOf: [
        { $ref: "#/s/Both" },
        object({ both: { $ref: "#/s/Both" } }),
        object({ both: { $ref: "#/s/Both" } }),
      ],
    },
    Self: { $ref: "#/s/Self" },
    Wide: object({ inner: { allOf: [{ $ref: "#/s/Wide" }, { $ref: "#/s/Tree" }] } }),
  });

  it.each(["Tree", "Both", "Self", "Wide"])("is compared to its end: %s", (name) => {
    const schema = { $ref: `#/s/${name}` };

    expect(breaches(schema, schema, "request", tree(string))).toEqual([]);
    expect(new CatchAlls(resolving({ s: tree(string) })).in(schema).length).toBeLessThan(3);
  });

  it("is told once where it breaks", () => {
    const live = resolving({ s: tree(string) });
    const next = resolving({ s: tree({ type: "integer" }) });

    expect(new Comparison(live, next).breaches({ $ref: "#/s/Tree" }, { $ref: "#/s/Tree" }, "answer")).toEqual(
      [{ at: ".leaf", says: "it was string and is integer" }],
    );
  });
});

describe("what is compared once", () => {
  /** Each of many schemas names others, and one of them is another now. */
  const many = (leaf: Json) =>
    Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [
        `N${index}`,
        object({ on: { $ref: `#/s/N${index + 1}` }, far: { $ref: `#/s/N${(index * 7) % 3000}` } }),
      ]).concat([["N3000", object({ leaf })]]),
    );

  it("may be nested deeper than a stack goes", () => {
    const comparison = new Comparison(
      resolving({ s: many(string) }),
      resolving({ s: many({ type: "integer" }) }),
    );
    const first = { $ref: "#/s/N0" };

    expect(comparison.breaches(first, first, "answer").map(({ says }) => says)).toEqual([
      "it was string and is integer",
    ]);
    expect(comparison.breaches({ $ref: "#/s/N5" }, { $ref: "#/s/N5" }, "answer")).toEqual([]);
    expect(new CatchAlls(resolving({ s: many({}) })).in(first).map(({ says }) => says)).toEqual([
      "its schema lets anything through",
    ]);
  });

  it("is not taken for kept because a circle that is broken was on the way", () => {
    const schemas = (leaf: Json) => ({
      A: object({ leaf, b: { $ref: "#/s/B" } }),
      B: object({ a: { $ref: "#/s/A" } }),
    });
    const live = resolving({ s: schemas(string) });
    const next = resolving({ s: schemas({ type: "integer" }) });
    const comparison = new Comparison(live, next);
    const [a, b] = [{ $ref: "#/s/A" }, { $ref: "#/s/B" }];

    expect(comparison.breaches(either(a, string), either(a, string), "request")).toHaveLength(1);
    expect(comparison.breaches(either(b, a), either(b, a), "request")).not.toEqual([]);
  });
});

/** Schemas over a few names and values, so that most pairs have to do with each other. */
const names = ["a", "b", "c"] as const;
const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.record(
    { type: fc.constant("string"), minLength: fc.nat(2), maxLength: fc.integer({ min: 1, max: 3 }) },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    { type: fc.constantFrom("integer", "number"), minimum: fc.nat(2), maximum: fc.nat(3) },
    { requiredKeys: ["type"] },
  ),
  fc.record({ enum: fc.uniqueArray(fc.constantFrom("", "x", "xy", 1, 2, null), { minLength: 1 }) }),
  fc.record({ type: fc.subarray(["string", "integer", "null", "boolean"], { minLength: 1 }) }),
  fc.constant({}),
);
const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record(
      {
        type: fc.constant("object"),
        properties: fc.dictionary(fc.constantFrom(...names), tie("schema"), { maxKeys: 2 }),
        required: fc.subarray([...names]),
        additionalProperties: fc.boolean(),
      },
      { requiredKeys: ["type", "properties"] },
    ),
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
  ),
}));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>("", "x", "xy", "xyz", 0, 1, 2, 3, 1.5, null, true),
    fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 3 }),
    fc.array(tie("value"), { maxLength: 2 }),
  ),
}));

describe("of any two schemas", () => {
  const ajv = new Ajv2020({ strict: false });
  const lets = (one: Json, instance: unknown) => ajv.validate(one, instance);
  /** New names come beside the old ones: nobody sends what the live one does not name, so that it may mean anything later. */
  const sealed = (one: Json): Json =>
    JSON.parse(JSON.stringify(one), (_, part) =>
      part?.type === "object" ? { ...part, additionalProperties: false } : part,
    );

  it("the same one breaks nothing", () => {
    fc.assert(
      fc.property(schema, (one) => {
        expect([...breaches(one, one, "request"), ...breaches(one, one, "answer")]).toEqual([]);
      }),
    );
  });

  // Every schema becomes code of its own.
  it("the next one lets in what the live one did, where nothing is said against it", {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(schema, schema, value, (live, next, instance) => {
        fc.pre(breaches(live, next, "request").length === 0 && lets(sealed(live), instance));
        expect(lets(next, instance)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("adding", () => {
  it("optional properties, anywhere, breaks nothing", () => {
    const grown = (one: unknown): unknown => {
      if (Array.isArray(one)) return one.map(grown);
      if (one === null || typeof one !== "object") return one;
      const next = Object.fromEntries(
        Object.entries(one).map(([key, part]) => [key, key === "enum" ? part : grown(part)]),
      );
      return next.type === "object" && typeof next.properties === "object"
        ? { ...next, properties: { ...next.properties, added: { type: "string" } } }
        : next;
    };
    fc.assert(
      fc.property(schema, (one) => {
        expect([...breaches(one, grown(one), "request"), ...breaches(one, grown(one), "answer")]).toEqual([]);
      }),
    );
  });
});
