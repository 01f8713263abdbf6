import { describe, expect, it } from "vitest";
import { sha256 } from "../../evidence/canonical.ts";
import { chainOf, type Kept } from "../../evidence/chain.ts";
import { chained, type EvidenceRecord, type Link, textOf } from "../../evidence/record.ts";
import { draft } from "./drafts.ts";

const now = new Date("2026-11-21T00:00:00.000Z");

/** A sound chain that ends at the given times. */
function chain(...ends: readonly string[]): { kept: Kept[]; links: Link[] } {
  const kept: Kept[] = [];
  const links: Link[] = [];
  for (const ended of ends) {
    const text = textOf(chained(draft({ ended }), links.at(-1), []));
    const sequence = kept.length + 1;
    kept.push({ sequence, text });
    links.push({ sequence, digest: sha256(text), ended });
  }
  return { kept, links };
}

const days = ["2026-11-18T10:00:00.000Z", "2026-11-19T10:00:00.000Z", "2026-11-20T10:00:00.000Z"];
const edited = ({ sequence, text }: Kept): Kept => ({
  sequence,
  text: text.replace('"says": "12 steps of 12"', '"says": "13 steps of 13"'),
});

describe("a chain of records", () => {
  it("is read in order, with its head", () => {
    const { kept, links } = chain(...days);
    const read = chainOf(kept.toReversed(), { now });
    expect(read.flaws).toEqual([]);
    expect(read.records.map(({ ended }) => ended)).toEqual(days);
    expect(read.head).toEqual(links[2]);
  });

  it("is sound while there is none", () => {
    expect(chainOf([], { now })).toEqual({ records: [], head: undefined, flaws: [] });
  });

  it.each([0, 1])("notices that record %i + 1 was edited, by the one after it", (at) => {
    const { kept } = chain(...days);
    const read = chainOf(
      kept.map((one, index) => (index === at ? edited(one) : one)),
      { now },
    );
    expect(read.flaws).toEqual([`record ${at + 1} was changed after record ${at + 2} was written`]);
    expect(read.records).toEqual([]);
  });

  it("notices that the last one was edited, by a head that was written down", () => {
    const { kept, links } = chain(...days);
    const last = kept.map((one, index) => (index === 2 ? edited(one) : one));
    expect(chainOf(last, { now }).flaws).toEqual([]);
    expect(chainOf(last, { now, knownHead: links[2] }).flaws).toEqual(["record 3 was changed"]);
  });

  it("notices that the end was cut off, by a head that was written down", () => {
    const { kept, links } = chain(...days);
    expect(chainOf(kept.slice(0, 2), { now, knownHead: links[2] }).flaws).toEqual([
      "record 3 is missing: it was there before",
    ]);
  });

  it("notices that one in the middle is gone", () => {
    const { kept } = chain(...days);
    expect(chainOf([...kept.slice(0, 1), ...kept.slice(2)], { now }).flaws).toEqual([
      "between record 1 and record 3 there is a gap",
    ]);
  });

  it("notices that the beginning is gone before its time", () => {
    const { kept } = chain(...days);
    expect(chainOf(kept.slice(1), { now }).flaws).toEqual(["what came before record 2 is missing"]);
  });

  it("may begin later where what came before it has had its time", () => {
    const { kept } = chain("2025-09-01T10:00:00.000Z", ...days);
    expect(chainOf(kept.slice(1), { now }).flaws).toEqual([]);
  });

  it("notices a record under another's place, and a text that is none", () => {
    const { kept } = chain(...days);
    const [first] = kept;
    expect(
      chainOf(
        [
          { sequence: 1, text: first?.text ?? "" },
          { sequence: 2, text: first?.text ?? "" },
        ],
        { now },
      ).flaws,
    ).toEqual(["record 2 says of itself that it is 1"]);
    expect(chainOf([{ sequence: 1, text: "{}" }], { now }).flaws).toEqual([
      "record 1 is no record of a trial",
    ]);
  });

  it("refuses a record that carries what no record has", () => {
    const { kept } = chain(...days.slice(0, 1));
    const record = JSON.parse(kept[0]?.text ?? "") as EvidenceRecord;
    expect(
      chainOf([{ sequence: 1, text: JSON.stringify({ ...record, result: "fine" }) }], { now }).flaws,
    ).toEqual(["record 1 is no record of a trial"]);
  });
});
