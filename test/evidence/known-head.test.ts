import { generateKeyPairSync } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { recordsOf } from "../../cli/go-live/records.ts";
import type { Config } from "../../config/schema.ts";
import type { GoStatement } from "../../config/shape/go.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { sha256 } from "../../evidence/canonical.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { publicText, signed } from "../../evidence/go.ts";
import { recordName } from "../../evidence/store.ts";
import { knownHead, readKnown, readKnownCopy } from "../../ops/evidence/known-head.ts";
import { writeGo } from "../../ops/go/write.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { answering } from "../cli/answering.ts";
import { root } from "../config/writing.ts";
import { draft } from "./drafts.ts";
import { statement } from "./statement.ts";

const stack = "prospector-production";
const { privateKey } = generateKeyPairSync("ed25519");
const shipped = targetAt(join(root, "Pulumi.production.yaml"));
const approvers: Config["launch"]["approvers"] = [{ name: "Ada Moreno", key: publicText(privateKey) }];
const bearing = (changes: Partial<GoStatement>, key = privateKey): Target => ({
  ...shipped,
  config: { ...shipped.config, launch: { ...shipped.config.launch, approvers } },
  go: signed(statement({ stack, ...changes }), key),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-known-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inAws = "arn:aws:sts::111122223333:assumed-role/ops/anna";
async function kept(by: string, records: number) {
  const store = new EvidenceFolder(folder, stack);
  for (let one = 0; one < records; one++) await store.append(draft({ stack, by, says: `number ${one}` }));
  const headAt = (sequence: number) => ({
    sequence,
    digest: sha256(readFileSync(join(store.at, recordName(sequence)))),
  });
  return { store, headAt };
}

describe("the record that a stack's GO rests on", () => {
  const evidence = statement().evidence;

  it("is known where one of the approvers has signed that GO, for this stack and its users", () => {
    expect(knownHead(bearing({}))).toEqual(evidence);
  });

  it.each<[string, Target]>([
    ["there is none", { ...bearing({}), go: undefined }],
    ["it is a rehearsal's", bearing({ rehearsal: true })],
    ["it is another stack's", bearing({ stack: "prospector-staging" })],
    ["nobody among the approvers has signed it", bearing({}, generateKeyPairSync("ed25519").privateKey)],
  ])("is not known where %s", (_, target) => {
    expect(knownHead(target)).toBeUndefined();
  });

  it("is read from the stack's own file", () => {
    expect(shipped.go).toBeUndefined();
  });
});

describe("a chain that a GO rests on", () => {
  it("is sound wherever in it that record is", async () => {
    const { store, headAt } = await kept(inAws, 3);
    const flaws = async (sequence: number) =>
      (await readKnown(store, bearing({ evidence: headAt(sequence) }))).flaws;

    expect([await flaws(1), await flaws(3)]).toEqual([[], []]);
  });

  it("is not, once its end was cut off; nor is a copy of it", async () => {
    const { store, headAt } = await kept(inAws, 3);
    const target = bearing({ evidence: headAt(3) });
    rmSync(join(store.at, recordName(3)));
    const lost = ["record 3 is missing: the stack's GO rests on it"];

    expect((await store.read()).flaws).toEqual([]);
    expect((await readKnown(store, target)).flaws).toEqual(lost);
    expect((await readKnownCopy(store, target)).flaws).toEqual(lost);
  });

  it("is asked for it by whoever verifies it, and by the verdict", async () => {
    for (const name of ["Pulumi.yaml", "Pulumi.production.yaml"])
      copyFileSync(join(root, name), join(folder, name));
    const path = join(folder, "Pulumi.production.yaml");
    const file = parseDocument(readFileSync(path, "utf8"));
    file.setIn(["config", "golive:platform", "launch", "approvers"], approvers);
    writeFileSync(path, file.toString());
    const { store, headAt } = await kept(inAws, 3);
    const before = readStackFile(path);
    if ("mistakes" in before) throw new Error("the production stack file is wrong");
    writeGo(path, before, signed(statement({ stack, evidence: headAt(3) }), privateKey));
    const verify = () =>
      answering(["ops", "evidence", "verify", "production", "-d", folder, "--evidence", folder]);
    const sound = await verify();
    rmSync(join(store.at, recordName(3)));
    const cut = await verify();
    const { records } = await recordsOf(targetAt(path), folder);

    expect([sound.status, cut.status]).toEqual([0, 1]);
    expect(cut.stdout).toContain("✘ record 3 is missing: the stack's GO rests on it\n");
    expect("chain" in records && records.chain.flaws).toEqual([
      "record 3 is missing: the stack's GO rests on it",
    ]);
  });

  it("is another than what was tried into a folder of this machine", async () => {
    const { store } = await kept("local:ada", 2);

    expect((await readKnownCopy(store, bearing({}))).flaws).toEqual([]);
  });
});
