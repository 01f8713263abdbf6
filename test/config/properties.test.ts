import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Path } from "../../config/finding.ts";
import { formatMistakes } from "../../config/mistakes.ts";
import { parsePlatform } from "../../config/parse.ts";
import { leaves } from "../../config/reading/leaves.ts";
import { parseStackFile } from "../../config/stack-file.ts";
import { change, textOf, written } from "./writing.ts";

const production = textOf("Pulumi.production.yaml");
const read = (text: string) =>
  parseStackFile(text, { file: "Pulumi.production.yaml", stack: "production", project: "golive" });

/** The reader answers with a config or with at least one mistake that can be printed; it never throws. */
function answers(text: string): void {
  const answer = read(text);
  if ("mistakes" in answer) {
    expect(answer.mistakes.length).toBeGreaterThan(0);
    for (const { found, allowed } of answer.mistakes) expect([found, allowed]).not.toContain("");
    expect(formatMistakes(answer.mistakes)).toContain("found ");
  } else expect(JSON.parse(answer.raw["golive:platform"] ?? "")).toEqual(answer.written);
}

/** Every place of the shipped file, down to its leaves. */
const places: readonly Path[] = [
  ...new Map(
    [...leaves(written())]
      .flatMap(({ path }) => path.map((_, depth) => path.slice(0, depth + 1)))
      .map((path) => [JSON.stringify(path), path]),
  ).values(),
];
const place = fc.constantFrom(...places);
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constant(undefined),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", 0, -1, 1e308, null, [], {}, "__proto__"),
);
const runs = { numRuns: 120 };

describe("whatever is written", () => {
  it("any JSON as the platform is answered", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, stack) => {
        expect("findings" in parsePlatform(value, stack)).toBe(true);
      }),
      runs,
    );
  });

  it("any text as a file is answered", { timeout: 120_000 }, () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), answers), runs);
  });

  it("any change of a value of the shipped file is answered", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(place, anything, (path, value) => {
        const file = written();
        change(file, path, value);
        answers(stringify(file));
      }),
      runs,
    );
  });

  it("any key added anywhere is answered, and never passed over", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...closed()), fc.stringMatching(/^[a-z]{5,12}zz$/), (path, key) => {
        const file = written();
        change(file, [...path, key], 1);

        expect("mistakes" in read(stringify(file))).toBe(true);
      }),
      runs,
    );
  });

  it("any damage to the shipped file's text is answered", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.nat(production.length), fc.nat(40), fc.string(), (from, length, instead) => {
        answers(production.slice(0, from) + instead + production.slice(from + length));
      }),
      runs,
    );
  });

  it("a password put anywhere is not printed", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(place, fc.stringMatching(/^[a-z]{6}[0-9]{4}[A-Z]{4}$/), (path, word) => {
        const file = written();
        const inside = path.slice(0, 2).includes("golive:platform") ? path : ["config", "golive:platform"];
        const parent = inside.length > 2 ? inside.slice(0, -1) : inside;
        change(file, [...parent, "password"], word);
        const answer = read(stringify(file));

        if ("mistakes" in answer) expect(formatMistakes(answer.mistakes)).not.toContain(word);
      }),
      runs,
    );
  });
});

/** Mappings of the shipped file that take no name of one's own. */
function closed(): readonly Path[] {
  const file: unknown = written();
  const open = /^(services|tasks|crons|caches|buckets|secrets|providers|env|json)$/;
  return places.filter((path) => {
    const value = path.reduce<unknown>(
      (at, key) => (at && typeof at === "object" ? Reflect.get(at, key) : undefined),
      file,
    );
    return (
      path.length > 1 &&
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      !open.test(String(path.at(-1)))
    );
  });
}
