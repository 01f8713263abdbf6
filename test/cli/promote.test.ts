import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { intendedRelease } from "../../evidence/fingerprint.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import type { Draft } from "../../evidence/record.ts";
import { targetAt } from "../../ops/target.ts";
import { root } from "../config/writing.ts";
import { draft } from "../evidence/drafts.ts";
import { answering } from "./answering.ts";
import { Folder } from "./running.ts";

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
let folder: Folder;
beforeEach(() => {
  folder = new Folder().write();
  copyFileSync(join(root, "Pulumi.production.yaml"), join(folder.path, "Pulumi.production.yaml"));
  const path = join(folder.path, "Pulumi.staging.yaml");
  const text = readFileSync(path, "utf8")
    .replaceAll(/prospector-api@sha256:[\da-f]{64}/g, `prospector-api@${digest("a")}`)
    .replaceAll(/prospector-scraper@sha256:[\da-f]{64}/g, `prospector-scraper@${digest("b")}`);
  writeFileSync(path, text);
});
afterEach(() => folder[Symbol.dispose]());

const evidence = () => join(folder.path, "evidence");
const production = (): string => readFileSync(join(folder.path, "Pulumi.production.yaml"), "utf8");
const promote = (...words: readonly string[]) =>
  answering([
    "ops",
    "promote",
    "staging",
    "production",
    ...words,
    "-d",
    folder.path,
    "--evidence",
    evidence(),
  ]);

async function tried(...kinds: readonly Draft["kind"][]): Promise<void> {
  const { config, prefix } = targetAt(join(folder.path, "Pulumi.staging.yaml"));
  const release = intendedRelease(config)?.release ?? "";
  const ended = new Date().toISOString();
  const store = new EvidenceFolder(evidence(), prefix);
  for (const kind of kinds) await store.append(draft({ kind, release, stack: prefix, began: ended, ended }));
}

describe("ops promote", () => {
  it("refuses what staging has not proven, and says what would show it", async () => {
    await tried("smoke");
    const before = production();
    const { status, stdout } = await promote("--yes");
    expect(status).toBe(1);
    expect(stdout).toContain("✔ smoke");
    expect(stdout).toMatch(
      /✘ staging's load is missing: nothing was tried yet; `\.\/golive ops load staging.* --yes`/,
    );
    expect(production()).toBe(before);
  });

  it("refuses a release that another one's records speak of", async () => {
    const store = new EvidenceFolder(evidence(), "prospector-staging");
    for (const kind of ["smoke", "load"] as const)
      await store.append(draft({ kind, release: "f".repeat(64), stack: "prospector-staging" }));
    const { status, stdout } = await promote("--yes");
    expect([status, stdout]).toEqual([1, expect.stringContaining("staging's smoke is another release")]);
  });

  it("says what would change, and with --yes writes the digests and nothing else", async () => {
    await tried("smoke", "load");
    const before = production();
    const dry = await promote();
    expect([dry.status, production()]).toEqual([1, before]);
    expect(dry.stdout).toContain(
      `api: 111122223333.dkr.ecr.eu-central-1.amazonaws.com/prospector-api@${digest("a")}`,
    );

    const { status, stdout } = await promote("--yes");
    expect([status, stdout]).toEqual([0, expect.stringContaining("./golive up production")]);
    expect(production()).toBe(
      before
        .replaceAll(/prospector-api@sha256:[\da-f]{64}/g, `prospector-api@${digest("a")}`)
        .replaceAll(/prospector-scraper@sha256:[\da-f]{64}/g, `prospector-scraper@${digest("b")}`),
    );
    expect((await promote()).stdout).toContain("says so already");
  });

  it("refuses another schema than the one that was tried: it would be another release", async () => {
    await tried("smoke", "load");
    const path = join(folder.path, "Pulumi.production.yaml");
    writeFileSync(
      path,
      production().replace(
        'version: "0042", runsWith: ["0041", "0042"]',
        'version: "0043", runsWith: ["0042", "0043"]',
      ),
    );
    const { status, stdout } = await promote("--yes");
    expect([status, stdout]).toEqual([1, expect.stringContaining("was tried with schema 0042")]);
  });

  it("is to another stack", async () => {
    const words = ["ops", "promote", "staging", "staging", "-d", folder.path];
    const { status, stderr } = await answering(words);
    expect([status, stderr]).toEqual([2, expect.stringContaining("another stack than staging")]);
  });
});
