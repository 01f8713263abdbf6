import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { intendedRelease } from "../../evidence/fingerprint.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { WrongInput } from "../../ops/errors.ts";
import { exportEvidence } from "../../ops/evidence/export.ts";
import { flawsIn } from "../../ops/evidence/verify.ts";
import { targetAt } from "../../ops/target.ts";
import { answering } from "../cli/answering.ts";
import { root } from "../config/writing.ts";
import { draft } from "./drafts.ts";

const stack = "prospector-staging";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-export-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const into = () => join(folder, "copy");
const texts = (at: string): readonly string[] =>
  readdirSync(at)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => readFileSync(join(at, name), "utf8"));

/** As they are made for the release that production is about to get, by somebody in AWS. */
async function tried(...kinds: readonly ("migrate" | "smoke" | "load")[]): Promise<EvidenceFolder> {
  const { release } = intendedRelease(targetAt(join(root, "Pulumi.production.yaml")).config) ?? {};
  if (release === undefined) throw new Error("production's file names no release");
  const store = new EvidenceFolder(join(folder, "source"), stack);
  const now = new Date().toISOString();
  const by = "arn:aws:sts::444455556666:assumed-role/deploy/run";
  for (const kind of kinds)
    await store.append(draft({ kind, release, stack, by, began: now, ended: now }), [
      { name: "seconds.json", content: `[${kind.length}]` },
    ]);
  return store;
}
async function found(act: () => Promise<unknown>): Promise<string> {
  const error = await act().catch((thrown: unknown) => thrown);
  if (!(error instanceof WrongInput)) throw new Error(`no mistake of input: ${String(error)}`);
  const [mistake] = error.mistakes;
  return `${mistake?.path}: ${mistake?.found}; it takes ${mistake?.allowed}`;
}

describe("a copy of a stack's records", () => {
  it("is the same to the byte, so that it is found whole", async () => {
    const store = await tried("migrate", "smoke", "load");
    const exported = await exportEvidence(store, into());
    const copy = new EvidenceFolder(into(), stack);

    expect(exported).toEqual({ at: copy.at, records: 3, attachments: 3 });
    expect(texts(copy.at)).toEqual(texts(store.at));
    const chain = await copy.read();
    expect([chain.records.length, await flawsIn(copy, chain)]).toEqual([3, []]);
  });

  it("is carried on where an earlier one is", async () => {
    await exportEvidence(await tried("migrate"), into());
    const store = await tried("smoke");
    await exportEvidence(store, into());

    expect(texts(join(into(), stack))).toEqual(texts(store.at));
  });

  it("is refused where other records of the stack are already", async () => {
    const store = await tried("migrate");
    const other = new EvidenceFolder(into(), stack);
    await other.append(draft({ stack, says: "something else" }));
    const before = texts(other.at);

    expect(await found(() => exportEvidence(store, into()))).toBe(
      `folder: ${join(other.at, "00000001.json")}, which is no part of what would be copied; it takes a folder without records of this stack, or with an earlier copy of the same`,
    );
    expect(texts(other.at)).toEqual(before);
  });

  it("is refused where it would be shorter than what is there", async () => {
    await exportEvidence(await tried("migrate", "smoke"), into());
    rmSync(join(folder, "source", stack, "00000002.json"));

    expect(
      await found(() => exportEvidence(new EvidenceFolder(join(folder, "source"), stack), into())),
    ).toContain("00000002.json, which is no part of what would be copied");
  });

  it("is refused in the place of a file", async () => {
    writeFileSync(into(), "");
    expect(await found(async () => exportEvidence(await tried("smoke"), into()))).toBe(
      `folder: ${into()}, which is no folder; it takes a folder, or a new name for one`,
    );
  });

  it("is never made of a chain that is not sound", async () => {
    const store = await tried("migrate", "smoke");
    const file = join(store.at, "00000001.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("12 steps of 12", "13 steps of 13"));

    await expect(exportEvidence(store, into())).rejects.toThrow("record 1 was changed after record 2");
  });
});

describe("production, told where staging's records were copied to", { timeout: 120_000 }, () => {
  it("sees in its cutover and in its verdict what staging has shown", async () => {
    await exportEvidence(await tried("migrate", "smoke"), into());
    const own = join(folder, "own");
    mkdirSync(own);
    const words = ["--evidence", own, "--staging-evidence", into()];
    const cutover = await answering(["cutover", "t-10", "production", ...words]);
    const gate = await answering(["gate", "--go-live", "--stack", "production", ...words, "--json"]);
    const missing: readonly { readonly what: string }[] = JSON.parse(gate.stdout).goLive.missing;

    expect(cutover.stdout).toContain("✔ 1/2 migrate");
    expect(
      missing.map(({ what }) => what).filter((what) => /^(the records|migrate|smoke|load)/.test(what)),
    ).toEqual(["load"]);
  });

  it("believes nothing in a copy that was changed", async () => {
    await exportEvidence(await tried("migrate", "smoke"), into());
    cpSync(join(into(), stack, "00000001.json"), join(into(), stack, "00000003.json"));
    const { status, stderr } = await answering([
      ...["cutover", "t-10", "production", "--evidence", join(folder, "own"), "--staging-evidence", into()],
    ]);

    expect([status, stderr]).toEqual([3, expect.stringContaining("record 3 says of itself that it is 1")]);
  });
});
