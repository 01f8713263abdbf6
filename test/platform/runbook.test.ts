import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { configOf } from "../config/config-of.ts";
import type { Plan } from "./declare.ts";
import { platformOf, products } from "./platforms.ts";

const text = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");
/** As GitHub makes it of a heading. */
const endOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, words = ""]) => endOf(words));
const lines = [...text.matchAll(/<a id="([^"]+)">/g)].flatMap(([, id]) => id ?? []);
const linkedBy = ({ declared }: Plan): readonly string[] =>
  declared
    .flatMap(({ inputs }) => [inputs.alarmDescription, JSON.stringify(inputs.inputTransformer ?? "")])
    .flatMap((words) => [...String(words).matchAll(/https:\/\/[\w./-]+#([\w-]+)/g)])
    .flatMap(([, chapter]) => chapter ?? []);
/** Of a test page, which no resource sends. */
const sent = "test-page";

describe("the runbook", { timeout: 120_000 }, () => {
  let linked: ReadonlySet<string>;
  beforeAll(async () => {
    const found: string[] = [];
    // One after another: a whole platform is large, and staging has production's alarms.
    for (const product of products)
      found.push(...linkedBy(await platformOf(configOf("production", product))));
    linked = new Set(found);
  }, 120_000);

  it("has a line for every alarm of every shipped product, under the end of the alarm's link (W09)", () => {
    expect([...linked].filter((chapter) => !lines.includes(chapter))).toEqual([]);
  });

  it("has no line that nothing links to, and none twice", () => {
    expect(lines.filter((id) => !linked.has(id) && id !== sent)).toEqual([]);
    expect(lines.length).toBe(new Set(lines).size);
  });

  it("names every chapter before the first of them", () => {
    const [contents = ""] = text.split(/^## /m);
    const chapters = [...text.matchAll(/^## (.*)$/gm)].map(([, words = ""]) => endOf(words));
    expect(chapters.filter((end) => !contents.includes(`](#${end})`))).toEqual([]);
  });

  it("leads nowhere that it does not have", () => {
    const ends = [...text.matchAll(/\]\(#([^)]+)\)/g)].flatMap(([, end]) => end ?? []);
    expect(ends.filter((end) => !headings.includes(end) && !lines.includes(end))).toEqual([]);
  });
});
