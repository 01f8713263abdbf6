import { describe, expect, it } from "vitest";
import { sha256 } from "../../evidence/canonical.ts";
import { chainOf, closedBy, following, type Kept } from "../../evidence/chain.ts";
import { chained, type Draft, type EvidenceRecord, type Link, textOf } from "../../evidence/record.ts";
import { draft } from "./drafts.ts";

const of = { stack: "shop-production", now: new Date("2026-11-21T00:00:00.000Z") };

/** A sound chain that ends at the given times. */
const chain = (...ends: readonly string[]) => chainFrom(...ends.map((ended) => ({ ended })));
function chainFrom(...drafts: readonly Partial<Draft>[]): { kept: Kept[]; links: Link[] } {
  const kept: Kept[] = [];
  const links: Link[] = [];
  for (const changes of drafts) {
    const { ended } = draft(changes);
    const text = textOf(chained(draft(changes), links.at(-1), []));
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
    const read = chainOf(kept.toReversed(), of);
    expect(read.flaws).toEqual([]);
    expect(read.records.map(({ ended }) => ended)).toEqual(days);
    expect(read.head).toEqual(links[2]);
  });

  it("is sound while there is none", () => {
    expect(chainOf([], of)).toEqual({ records: [], kept: [], head: undefined, flaws: [] });
  });

  it.each([0, 1])("notices that record %i + 1 was edited, by the one after it", (at) => {
    const { kept } = chain(...days);
    const read = chainOf(
      kept.map((one, index) => (index === at ? edited(one) : one)),
      of,
    );
    expect(read.flaws).toEqual([`record ${at + 1} was changed after record ${at + 2} was written`]);
    expect(read.records).toEqual([]);
  });

  it("notices that the last one was edited, by a head that was written down", () => {
    const { kept, links } = chain(...days);
    const last = kept.map((one, index) => (index === 2 ? edited(one) : one));
    expect(chainOf(last, of).flaws).toEqual([]);
    expect(chainOf(last, { ...of, knownHead: links[2] }).flaws).toEqual([
      "record 3 is not the one that the stack's GO rests on",
    ]);
  });

  it("notices that the end was cut off, by a head that was written down", () => {
    const { kept, links } = chain(...days);
    expect(chainOf(kept.slice(0, 2), { ...of, knownHead: links[2] }).flaws).toEqual([
      "record 3 is missing: the stack's GO rests on it",
    ]);
  });

  it("notices that one in the middle is gone", () => {
    const { kept } = chain(...days);
    expect(chainOf([...kept.slice(0, 1), ...kept.slice(2)], of).flaws).toEqual([
      "between record 1 and record 3 there is a gap",
    ]);
  });

  it("notices that the beginning is gone before its time", () => {
    const { kept } = chain(...days);
    expect(chainOf(kept.slice(1), of).flaws).toEqual(["what came before record 2 is missing"]);
  });

  it("may begin later where what came before it has had its time", () => {
    const { kept } = chain("2025-09-01T10:00:00.000Z", ...days);
    expect(chainOf(kept.slice(1), of).flaws).toEqual([]);
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
        of,
      ).flaws,
    ).toEqual(["record 2 says of itself that it is 1"]);
    expect(chainOf([{ sequence: 1, text: "{}" }], of).flaws).toEqual(["record 1 is no record of a trial"]);
  });

  it("refuses a record that carries what no record has", () => {
    const { kept } = chain(...days.slice(0, 1));
    const record = JSON.parse(kept[0]?.text ?? "") as EvidenceRecord;
    expect(chainOf([{ sequence: 1, text: JSON.stringify({ ...record, result: "fine" }) }], of).flaws).toEqual(
      ["record 1 is no record of a trial"],
    );
  });

  it("does not miss a GO's record that had its time", () => {
    const { kept, links } = chain("2025-09-01T10:00:00.000Z", ...days);
    expect(chainOf(kept.slice(1), { ...of, knownHead: links[0] }).flaws).toEqual([]);
  });

  it("keeps the very texts that digests are of, in order", () => {
    const { kept } = chain(...days);
    expect(chainOf(kept.toReversed(), of).kept).toEqual(kept);
  });

  it("has no record of another stack", () => {
    const { kept } = chainFrom({}, { stack: "shop-staging" });
    const read = chainOf(kept, of);
    expect(read.flaws).toEqual(["record 2 is of shop-staging, and these are the records of shop-production"]);
    expect(read.records).toEqual([]);
  });

  it("has no record that passed and names what failed", () => {
    const failures = [{ what: "no answer", requirements: ["G14"] }];
    expect(chainOf(chainFrom({ failures }).kept, of).flaws).toEqual([
      "record 1 says that it passed, and names what failed",
    ]);
    expect(chainOf(chainFrom({ result: "failed", failures }).kept, of).flaws).toEqual([]);
  });

  it("has no record that ended clearly before the one it follows; clocks may differ by minutes", () => {
    const { kept } = chain("2026-11-20T10:00:00.000Z", "2026-11-20T09:49:59.000Z");
    expect(chainOf(kept, of).flaws).toEqual([
      "record 2 says that it ended on 2026-11-20T09:49:59.000Z, before record 1 did, on 2026-11-20T10:00:00.000Z",
    ]);
    expect(chainOf(chain("2026-11-20T10:00:00.000Z", "2026-11-20T09:50:00.000Z").kept, of).flaws).toEqual([]);
  });
});

describe("a chain that is added to", () => {
  const add = (ends: readonly string[], changes: Partial<Draft>, flaw?: string) => {
    const read = chainOf(chain(...ends).kept, of);
    return () =>
      following({ ...read, flaws: flaw === undefined ? [] : [flaw] }, draft(changes), [], {
        at: "a folder",
        stack: of.stack,
      });
  };

  it("gets a record that holds on to its last one", () => {
    const { record, text } = add(days, { ended: "2026-11-20T11:00:00.000Z" })();
    expect([record.sequence, record.previous?.ended]).toEqual([4, days[2]]);
    expect(chainOf([...chain(...days).kept, { sequence: 4, text }], of).flaws).toEqual([]);
  });

  it.each<[string, () => unknown, string]>([
    [
      "where it is not sound",
      add([], {}, "there is a gap"),
      "a folder is no sound chain of records: there is a gap",
    ],
    ["of another stack", add([], { stack: "shop-staging" }), "record 1 is of shop-staging"],
    [
      "that contradicts itself",
      add([], { failures: [{ what: "x", requirements: [] }] }),
      "says that it passed",
    ],
    [
      "that ended before its last one",
      add(days, { ended: "2026-11-20T09:00:00.000Z" }),
      "before record 3 did",
    ],
    [
      "that nobody could read",
      add([], { measurements: { p95: Number.NaN } }),
      "record 1 is no record of a trial",
    ],
  ])("gets none %s: nobody could take it out again", (_, adding, why) => {
    expect(adding).toThrow(why);
  });

  it("is closed while it is not sound, or its last record is of a time to come", () => {
    const sound = chainOf(chain(...days).kept, of);
    const at = (time: string) => closedBy(sound, new Date(`2026-11-20T${time}.000Z`));
    expect([at("09:49:59"), at("09:50:00")]).toEqual([
      "record 3 says that it ended on 2026-11-20T10:00:00.000Z, which is yet to come: a clock is wrong",
      undefined,
    ]);
    expect(closedBy({ ...sound, flaws: ["there is a gap"] }, of.now)).toBe("there is a gap");
  });
});
