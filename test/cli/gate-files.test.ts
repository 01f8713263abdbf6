import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { filesOf } from "../../cli/gate-files.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { answering } from "./answering.ts";
import { Folder } from "./running.ts";

const folder = mkdtempSync(join(tmpdir(), "golive-gate-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asked = (options: Record<string, unknown>) => {
  const none = { sarif: undefined, junit: undefined, html: undefined };
  try {
    return Object.fromEntries(filesOf({ ...none, ...options }));
  } catch (error) {
    return error instanceof InputMistakes ? error.mistakes.map(({ found }) => found).join() : error;
  }
};

describe("reports in files", () => {
  it.each([
    [{}, {}],
    [
      { html: "a.html", junit: "a.xml", json: true },
      { junit: "a.xml", html: "a.html" },
    ],
    [
      { sarif: "-", html: "a.html" },
      { sarif: "-", html: "a.html" },
    ],
    [{ sarif: "-", junit: "-" }, "--sarif - and --junit -"],
    [{ sarif: "-", markdown: true }, "--sarif - and --markdown"],
    [{ html: "a.html", "go-live": true }, "--go-live"],
  ])("of %j are %j: one report alone on standard output", (options, expected) => {
    expect(asked(options)).toEqual(expected);
  });

  it("are written beside the terminal's report, into folders that are made", {
    timeout: 60_000,
  }, async () => {
    const file = (name: string) => join(folder, "new", name);
    const { stdout, stderr } = await answering([
      "gate",
      "--stack",
      "staging",
      "--html",
      file("g.html"),
      "--junit",
      file("g.xml"),
      "--sarif",
      file("g.sarif"),
    ]);

    expect(stdout, stderr).toMatch(/^[✔✘] (?:NOT )?READY {2}golive · staging/);
    expect(readFileSync(file("g.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect(readFileSync(file("g.xml"), "utf8")).toContain(
      '<testsuite name="golive staging: requirements" tests="99"',
    );
    expect(JSON.parse(readFileSync(file("g.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
  });

  it("tell of a stack that cannot be judged, on standard output alone with -", {
    timeout: 60_000,
  }, async () => {
    const wrong = new Folder().write();
    rmSync(join(wrong.path, "Pulumi.yaml"));
    const { status, stdout } = await answering([
      "gate",
      "--stack",
      "staging",
      "--directory",
      wrong.path,
      "--junit",
      "-",
    ]);

    expect(status).toBe(2);
    expect(stdout).toMatch(/^<\?xml/);
    expect(stdout).toContain('<testcase classname="golive" name="staging can be judged">');
    expect(stdout).toMatch(/errors="1"/);
  });

  it("that cannot be written are a mistake of the input", { timeout: 60_000 }, async () => {
    const { status, stderr } = await answering([
      "gate",
      "--stack",
      "staging",
      "--html",
      "/dev/null/gate.html",
    ]);

    expect([status, existsSync("/dev/null/gate.html")]).toEqual([2, false]);
    expect(stderr).toContain("a file that can be written");
  });
});
