import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EvidenceFolder } from "../../evidence/folder.ts";
import type { Draft } from "../../evidence/record.ts";
import { draft } from "../evidence/drafts.ts";
import { answering } from "./answering.ts";
import { Folder } from "./running.ts";

let folder: Folder;
let records: string;
beforeEach(() => {
  folder = new Folder().write();
  records = join(folder.path, "records");
});
afterEach(() => folder[Symbol.dispose]());

const stack = "prospector-staging";
const on = (command: string, ...more: readonly string[]) =>
  answering([...command.split(" "), "staging", ...more, "-d", folder.path, "--evidence", records]);
const nowhere = ["--through", "api=http://127.0.0.1:1"];

async function written(...all: readonly Partial<Draft>[]): Promise<EvidenceFolder> {
  const store = new EvidenceFolder(records, stack);
  for (const changes of all) await store.append(draft({ stack, ...changes }));
  return store;
}
/** Two records, of which the first was edited since. */
async function unsound(): Promise<EvidenceFolder> {
  const store = await written({}, {});
  const file = join(store.at, "00000001.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("12 steps of 12", "13 steps of 13"));
  return store;
}

describe("a file in the place of the folder of records", { timeout: 60_000 }, () => {
  const mistaken = () => `--evidence\n  found:   ${records}, which is no folder`;
  beforeEach(() => writeFileSync(records, ""));

  it.each<[string, ...string[]]>([
    ["ops load", "--yes", ...nowhere],
    ["ops load", ...nowhere],
    ["ops watch", ...nowhere],
    ["ops preflight"],
    ["emergency sanity", ...nowhere],
    ["ops incident", "--list"],
    ["ops evidence list"],
    ["ops evidence verify"],
    ["cutover t-30"],
  ])("is a mistake to %s, before anything is done", async (command, ...more) => {
    const { status, stdout, stderr } = await on(command, ...more);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(mistaken());
  });

  it("is a mistake to the verdict and to the cutover, by the option that named it", async () => {
    const gate = (...words: readonly string[]) =>
      answering(["gate", "--go-live", "--stack", "production", ...words]);
    const own = await gate("--evidence", records);
    const staging = await gate("--evidence", folder.path, "--staging-evidence", records);

    expect([own.status, own.stdout, staging.status, staging.stdout]).toEqual([2, "", 2, ""]);
    const cutover = await answering([
      ...["cutover", "t-10", "production", "--evidence", folder.path, "--staging-evidence", records],
    ]);
    expect(own.stderr).toContain(mistaken());
    expect([cutover.status, cutover.stderr]).toEqual([
      2,
      expect.stringContaining(mistaken().replace("--", "--staging-")),
    ]);
    expect(staging.stderr).toContain(mistaken().replace("--", "--staging-"));
  });
});

describe("a trial whose record could not be written", { timeout: 60_000 }, () => {
  it("does not begin where the records are no sound chain, and says how to look at them", async () => {
    const { at } = await unsound();
    const { status, stdout } = await on("ops load", "--yes", ...nowhere);

    expect(status).toBe(1);
    expect(stdout).toBe(
      `✘ ${at} takes no record: record 1 was changed after record 2 was written\nNothing was tried. What is there:\n  ./golive ops evidence verify staging -d ${folder.path} --evidence ${records}\n`,
    );
    expect(readdirSync(at).filter((name) => name.endsWith(".json"))).toHaveLength(2);
  });

  it("does not begin while the last one says that it ended in a time to come", async () => {
    await written({ ended: new Date(Date.now() + 3_600_000).toISOString() });
    const { status, stdout } = await on("ops load", "--yes", ...nowhere);

    expect([status, stdout]).toEqual([1, expect.stringContaining("which is yet to come: a clock is wrong")]);
  });

  it.skipIf(process.getuid?.() === 0)("does not begin where the folder is somebody else's", async () => {
    mkdirSync(records, { mode: 0o500 });
    const { status, stderr } = await on("ops load", "--yes", ...nowhere);
    chmodSync(records, 0o700);

    expect([status, stderr]).toEqual([2, expect.stringContaining("which may not be written to")]);
  });

  it("makes no folder before it acts", async () => {
    expect((await on("ops load", ...nowhere)).status).toBe(1);
    expect(existsSync(records)).toBe(false);
  });

  it("is made all the same where somebody waits for what it finds", async () => {
    const { at } = await unsound();
    const { status, stdout, stderr } = await on("emergency sanity", ...nowhere);

    expect(status).toBe(3);
    expect(stdout).toContain("✘ ");
    expect(stderr).toContain(`nothing of it is written down in ${at}: ${at} is no sound chain of records`);
  });
});

describe("the records of a stack", () => {
  it("are not verified where there are none, and it is said where was looked", async () => {
    const { status, stdout } = await on("ops evidence verify");

    expect([status, stdout]).toEqual([
      1,
      `✘ no record of ${stack} is in ${join(records, stack)}: nothing that could be verified\n`,
    ]);
  });

  it("move no cursor and make no line of their own where they are listed", async () => {
    await written({ says: "all \u001b[2Jwell\r✔ 9\nand\u009b31m good\u0007" });
    const { stdout } = await on("ops evidence list");

    expect(stdout.split("\n").slice(1)).toEqual(["      all well✔ 9 and good", ""]);
  });
});
