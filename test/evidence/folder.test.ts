import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../evidence/canonical.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { draft } from "./drafts.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-evidence-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = () => new EvidenceFolder(folder, "shop-production");

describe("records in a folder", () => {
  it("are none before the first", async () => {
    expect(await store().read()).toEqual({ records: [], head: undefined, flaws: [] });
  });

  it("keep what they are given, one after the other", async () => {
    await store().append(draft());
    const second = await store().append(draft({ kind: "load", measurements: { meanMs: 41 } }));
    expect(second.sequence).toBe(2);
    const { records, head } = await store().read();
    expect(records.map(({ kind, measurements }) => [kind, measurements])).toEqual([
      ["smoke", { steps: 12 }],
      ["load", { meanMs: 41 }],
    ]);
    expect(head?.digest).toBe(sha256(readFileSync(join(folder, "shop-production", "00000002.json"))));
  });

  it("get places of their own when many write at once", async () => {
    const many = Array.from({ length: 12 }, (_, index) => store().append(draft({ says: `number ${index}` })));
    const written = await Promise.all(many);
    expect(written.map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect((await store().read()).flaws).toEqual([]);
  });

  it("are not added to once the chain is broken", async () => {
    await store().append(draft());
    await store().append(draft());
    const file = join(folder, "shop-production", "00000001.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("12 steps", "13 steps"));
    await expect(store().append(draft())).rejects.toThrow("record 1 was changed after record 2 was written");
  });

  it("carry what belongs to them, and do not give out what was changed since", async () => {
    const record = await store().append(draft(), [{ name: "report.html", content: "<p>all well</p>" }]);
    const [attached] = record.attachments;
    expect(attached).toEqual({ name: "report.html", sha256: sha256("<p>all well</p>"), bytes: 15 });
    const digest = attached?.sha256 ?? "";
    expect(Buffer.from((await store().attachment(digest)) ?? "").toString()).toBe("<p>all well</p>");
    writeFileSync(join(folder, "shop-production", "attachments", digest), "<p>all ill</p>");
    expect(await store().attachment(digest)).toBeUndefined();
    expect(await store().attachment("0".repeat(64))).toBeUndefined();
  });
});
