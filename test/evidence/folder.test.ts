import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../evidence/canonical.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { recordName } from "../../evidence/store.ts";
import { root } from "../config/writing.ts";
import { draft } from "./drafts.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-evidence-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = () => new EvidenceFolder(folder, "shop-production");

describe("records in a folder", () => {
  it("are none before the first", async () => {
    expect(await store().read()).toEqual({ records: [], kept: [], head: undefined, flaws: [] });
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

  it("are all kept when many processes write at once, and nothing else is left in the folder", {
    timeout: 60_000,
  }, async () => {
    const writer = `
      import { EvidenceFolder } from ${JSON.stringify(join(root, "evidence/folder.ts"))};
      const [, folder, draft, name] = process.argv;
      const store = new EvidenceFolder(folder, "shop-production");
      for (let number = 1; number <= 5; number++)
        await store.append({ ...JSON.parse(draft), says: name + number }, [{ name: "x", content: "the same" }]);
    `;
    const names = ["a", "b", "c", "d"];
    const run = promisify(execFile);
    await Promise.all(
      names.map((name) =>
        run(process.execPath, [
          ...["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", writer],
          ...[folder, JSON.stringify(draft()), name],
        ]),
      ),
    );
    const { records, flaws } = await store().read();
    expect(flaws).toEqual([]);
    expect(records.map(({ says }) => says).toSorted()).toEqual(
      names.flatMap((name) => [1, 2, 3, 4, 5].map((number) => name + number)),
    );
    expect(readdirSync(join(folder, "shop-production")).toSorted()).toEqual([
      ...records.map(({ sequence }) => recordName(sequence)),
      "attachments",
    ]);
    expect(readdirSync(join(folder, "shop-production", "attachments"))).toEqual([sha256("the same")]);
  });

  it("are whole to whoever reads while they are written", async () => {
    const large = draft({ says: "all is well ".repeat(400_000) });
    let writing = true;
    const written = Promise.all([1, 2, 3].map(() => store().append(large))).finally(() => {
      writing = false;
    });
    const seen = new Set<string>();
    while (writing) for (const flaw of (await store().read()).flaws) seen.add(flaw);
    await written;

    expect([...seen]).toEqual([]);
  });

  it("are added to where somebody broke off in the midst of writing one, whose rest stays", async () => {
    const at = join(folder, "shop-production");
    mkdirSync(at);
    const left = join(at, `${recordName(1)}.0e5d`);
    writeFileSync(left, '{ "half": ');

    expect((await store().append(draft())).sequence).toBe(1);
    expect((await store().read()).flaws).toEqual([]);
    expect(existsSync(left)).toBe(true);
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
