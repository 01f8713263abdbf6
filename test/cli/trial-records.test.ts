import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { kindNames, kindOf } from "../../evidence/kinds.ts";
import { root } from "../config/writing.ts";
import { listening, silenced } from "../listening.ts";
import { answering } from "./answering.ts";
import { Folder, nobody } from "./running.ts";

let folder: Folder;
let evidence: string;
beforeEach(() => {
  folder = new Folder().write();
  evidence = mkdtempSync(join(tmpdir(), "golive-kept-"));
});
afterEach(() => {
  folder[Symbol.dispose]();
  rmSync(evidence, { recursive: true, force: true });
});

/** Each command that leaves a record, as the verdict names it; what drills breakers has a stand-in for the engine. */
const commands = kindNames.map((name): [string, readonly string[]] => {
  const { command, subjects: [subject = ""] = [] } = kindOf(name);
  const told = command.replace("{stack}", "staging").replace("{subject}", subject).replace("NAME", "ada");
  return [
    name,
    [
      ...told.split(" "),
      ...(command.startsWith("emergency") && /drill/.test(command) ? ["--exec", "true"] : []),
    ],
  ];
});

describe("a trial without credentials", { timeout: 120_000 }, () => {
  it.concurrent.each(commands)("of %s says that there is no record of it", async (_, words) => {
    using own = new Folder().write();
    cpSync(join(root, "openapi"), join(own.path, "openapi"), { recursive: true });
    writeFileSync(join(own.path, "compose.staging.yaml"), "services: {}\n");
    const { status, stderr } = await answering([...words, "-d", own.path], nobody);

    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(
        /^no AWS credentials[\s\S]*\nNothing was tried, and nothing is written down\.\n$/,
      ),
    ]);
  });

  it("says where its failed record stands, where it could begin", async () => {
    const { status, stdout, stderr } = await answering(
      ["ops", "preflight", "staging", "-d", folder.path, "--evidence", evidence],
      nobody,
    );
    const store = new EvidenceFolder(evidence, "prospector-staging");
    const [record] = (await store.read()).records;

    expect([status, record?.result]).toEqual([3, "failed"]);
    expect(record?.says).toMatch(/^broke off: /);
    expect(stdout).toContain(`\nwritten down: ${store.at}/00000001.json\n`);
    expect(stderr).toContain(record?.failures[0]?.what);
  });

  it.each([
    ["nothing was sent", ["error-test", "staging", "--yes"]],
    ["nothing was asked", ["watch", "staging", "--through", "api=http://127.0.0.1:1"]],
  ])("has none where %s yet, and says so", async (_, words) => {
    const { status, stderr } = await answering(["ops", ...words, "-d", folder.path, "--evidence", evidence]);
    const { records } = await new EvidenceFolder(evidence, "prospector-staging").read();

    expect([status, records]).toEqual([3, []]);
    expect(stderr).toMatch(/\nNothing was tried, and nothing is written down\.\n$/);
  });

  it("has one of a load whose token nobody could read", async () => {
    const { status, stdout } = await answering([
      "ops",
      "load",
      "staging",
      "--yes",
      "-d",
      folder.path,
      "--evidence",
      evidence,
    ]);
    const store = new EvidenceFolder(evidence, "prospector-staging");
    const { records } = await store.read();

    expect([status, records.map(({ kind, result }) => [kind, result])]).toEqual([3, [["load", "failed"]]]);
    expect(stdout).toContain(`\nwritten down: ${store.at}/00000001.json\n`);
  });

  it("says why there is none, where nothing can be written", async () => {
    writeFileSync(join(evidence, "prospector-staging"), "a file in the place of the folder");
    const { status, stdout } = await answering(
      ["ops", "preflight", "staging", "-d", folder.path, "--evidence", evidence],
      nobody,
    );

    expect([status, stdout]).toEqual([
      3,
      expect.stringMatching(/\nnothing of it is written down in \S+\/prospector-staging: E(NOTDIR|EXIST)/),
    ]);
  });
});

describe("a trial that is shorter than its name says", { timeout: 60_000 }, () => {
  const words = () => ["-d", folder.path, "--evidence", evidence];

  it.each([
    ["soak", "1", "1 of 30 min"],
    ["load", "0.1", "0.1 of 1 min"],
  ])("is said to be no proof before %s begins", async (kind, minutes, length) => {
    const { status, stdout } = await answering(["ops", kind, "staging", "--minutes", minutes, ...words()]);

    expect(status).toBe(1);
    expect(stdout).toContain(
      `! ${length}: no proof, whatever comes of it, and written down as failed; without --minutes it is one\n`,
    );
    expect(stdout.indexOf(length)).toBeLessThan(stdout.indexOf("Dry run"));
  });

  it("is said to count in a rehearsal alone, where it is one; a whole one is said nothing of", async () => {
    const through = ["--through", "api=http://127.0.0.1:1"];
    const short = await answering(["ops", "soak", "staging", "--minutes", "1", ...through, ...words()]);
    const whole = await answering(["ops", "soak", "staging", ...through, ...words()]);

    expect(short.stdout).toContain("! 1 of 30 min: it counts in a rehearsal alone\n");
    expect(whole.stdout).not.toContain("! ");
  });

  it("is said of a watch too, and never watches a stack itself for less", async () => {
    const server = createServer((_, response) => response.end());
    const api = `api=http://127.0.0.1:${await listening(server)}`;
    const watch = (...more: readonly string[]) =>
      answering(["ops", "watch", "staging", "--minutes", "0.05", ...more, ...words()]);
    const rehearsed = await watch("--through", api).finally(() => silenced(server));
    const real = await watch();

    expect(rehearsed.stdout).toContain("! 0.05 of 60 min: it counts in a rehearsal alone\n");
    expect([real.status, real.stderr]).toEqual([2, expect.stringContaining("only with --through")]);
  });
});
