import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WrongInput } from "../../ops/errors.ts";
import { pagesOf } from "../../ops/page-load.ts";
import { targetAt } from "../../ops/target.ts";
import { root } from "../config/writing.ts";
import { answering } from "./answering.ts";
import { nobody } from "./running.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-page-load-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const typed = (env: NodeJS.ProcessEnv, ...more: readonly string[]) =>
  answering(["ops", "page-load", "staging", "--evidence", folder, ...more], { ...nobody, ...env });

describe("ops page-load", () => {
  it.each([
    ["there is no Chromium on PATH", { PATH: "/nonexistent" }],
    ["the one that is named is not there", { PUPPETEER_EXECUTABLE_PATH: "/nonexistent/chrome" }],
    ["the one that is named cannot be started", { PUPPETEER_EXECUTABLE_PATH: join(root, "README.md") }],
  ])("is refused where %s, and says what to do", async (_, env) => {
    expect(await typed(env, "--yes")).toEqual({
      status: 3,
      stdout: "",
      stderr: expect.stringMatching(
        /^there is no Chromium here: apt-get install chromium, or PUPPETEER_EXECUT/,
      ),
    });
  });

  it("is refused where the stack serves no pages", () => {
    const { config, ...target } = targetAt(join(root, "Pulumi.staging.yaml"));
    const { frontend, ...without } = config;
    const pages = pagesOf({ ...target, config });

    expect(pages).toEqual(frontend);
    expect(() => pagesOf({ ...target, config: without })).toThrow(WrongInput);
    expect(() => pagesOf({ ...target, config: without })).toThrow("frontend: no frontend");
  });

  it("says what it would load, and by which browser, and loads nothing", async () => {
    const { status, stdout } = await typed({ PUPPETEER_EXECUTABLE_PATH: process.execPath });

    expect(status).toBe(1);
    expect(stdout).toMatch(/loads https:\/\/\S+\/ 5 times in \S+node, each time as a new visitor/);
    expect(stdout).toContain("Dry run: nothing was done.");
  });
});
