import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    expect(stdout).toContain(`\nwritten down as a rehearsal: ${store.at}/00000001.json\n`);
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
    expect(stdout).toContain(`\nwritten down as a rehearsal: ${store.at}/00000001.json\n`);
  });

  it("is not tried where nothing of it could be written down", async () => {
    writeFileSync(join(evidence, "prospector-staging"), "a file in the place of the folder");
    const { status, stdout, stderr } = await answering(
      ["ops", "preflight", "staging", "-d", folder.path, "--evidence", evidence],
      nobody,
    );

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`--evidence\n  found:   ${evidence}/prospector-staging, which is no folder`);
  });
});

describe("a trial that is shorter than its name says", { timeout: 60_000 }, () => {
  const words = () => ["-d", folder.path, "--evidence", evidence];

  it.each([
    ["soak", "1", "at least 30"],
    ["load", "0.1", "at least 1"],
    ["drumbeat weekly", "0.1", "only with --through"],
  ])("is refused before %s begins", async (kind, minutes, allowed) => {
    const typed = [...kind.split(" "), "staging", "--minutes", minutes];
    const { status, stdout, stderr } = await answering(["ops", ...typed, "--yes", ...words()]);
    const { records } = await new EvidenceFolder(evidence, "prospector-staging").read();

    expect([status, stdout, records]).toEqual([2, "", []]);
    expect(stderr).toContain("--minutes");
    expect(stderr).toContain(allowed);
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

describe("what a trial is told", { timeout: 60_000 }, () => {
  const words = () => ["-d", folder.path, "--evidence", evidence];
  const kept = async () => (await new EvidenceFolder(evidence, "prospector-staging").read()).records;

  it.each(["garbage; rm -rf", "main", "3d2f9", "3D2F9A0C"])("is no commit such as %s", async (commit) => {
    const trial = ["ops", "preflight", "staging", "--commit", commit, ...words()];
    const { status, stderr } = await answering(trial, nobody);

    expect([status, await kept()]).toEqual([2, []]);
    expect(stderr).toContain("the commit's hash, 7 to 64 hex digits");
  });

  it("makes it a rehearsal, where a smoke test reads logs that are no stack's", async () => {
    cpSync(join(root, "openapi"), join(folder.path, "openapi"), { recursive: true });
    const logs = join(evidence, "product.log");
    writeFileSync(logs, "");
    const { stdout } = await answering(["ops", "smoke", "staging", "--logs", logs, ...words()]);

    expect(stdout).toContain("a rehearsal: logs of services at local files\n");
  });

  it("is no report where nothing was measured yet, and no failed one either", async () => {
    const state = join(evidence, "state.json");
    writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources: [] } }));
    const report = [
      "ops",
      "report",
      "staging",
      "--state",
      state,
      "--out",
      join(evidence, "out"),
      "--evidence",
      evidence,
    ];
    const { status, stdout } = await answering(report);

    expect([status, await kept(), existsSync(join(evidence, "out"))]).toEqual([1, [], false]);
    expect(stdout).toContain("first: ./golive ops watch staging --window 60m\n");
  });

  it("is refused where the firewall would answer 429 to it, before anything is asked", async () => {
    const file = join(folder.path, "Pulumi.staging.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(/perMinute: \{[^}]*\}/, "perMinute: { address: 10 }"),
    );
    const soak = (...more: readonly string[]) => answering(["ops", "soak", "staging", ...more, ...words()]);
    const [dry, real] = [await soak(), await soak("--yes")];

    expect([dry.status, real.status, await kept()]).toEqual([1, 2, []]);
    expect(dry.stdout).toContain("(firewall.perMinute.address): it will answer 429");
    expect(real.stderr).toContain("firewall.perMinute.address");
  });
});
