import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DependencyFailed } from "../../readiness/errors.ts";
import { preflight } from "../integration/preflight.ts";
import { tools } from "../integration/tools.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-tools-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text = "#!/bin/sh\nexit 0\n"): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}
const tool = (name: string, found: boolean) => ({
  name,
  looked: `where ${name} may be`,
  get: `install ${name}`,
  find: () => (found ? [name] : undefined),
});

describe("before the integration tests", () => {
  it("all that is missing is said at once: where it was looked for, and how to get it", () => {
    const check = () => preflight({}, [tool("a", false), tool("b", true), tool("c", false)]);

    expect(check).toThrow(DependencyFailed);
    expect(check).toThrow(
      [
        "these programs are missing:",
        "  a\n    looked in: where a may be\n    get it by: install a",
        "  c\n    looked in: where c may be\n    get it by: install c",
        "Nothing was installed and nothing was tested.",
      ].join("\n"),
    );
  });

  it("nothing is said where nothing is missing", () => {
    expect(preflight({}, [tool("a", true)])).toBeUndefined();
  });

  it("the command ends with 3, before it starts anything", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/golive.ts", "test:integration"], {
      encoding: "utf8",
      env: { PATH: folder, MOTO_SERVER: join(folder, "none") },
    });

    expect([status, stdout]).toEqual([3, ""]);
    for (const name of ["redis-server", "openssl", "moto_server", "chromium"])
      expect(stderr).toContain(`  ${name}\n`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("looking for a browser", () => {
  it("takes what PUPPETEER_EXECUTABLE_PATH names, and nothing else where that is not there; else what is on PATH", () => {
    const chrome = program("google-chrome");
    const named = program("my-browser");
    expect(tools.chromium.find({ PATH: folder })).toEqual([chrome]);
    const chromium = program("chromium");

    expect(tools.chromium.find({ PATH: folder })).toEqual([chromium]);
    expect(tools.chromium.find({ PUPPETEER_EXECUTABLE_PATH: named, PATH: folder })).toEqual([named]);
    expect(tools.chromium.find({ PUPPETEER_EXECUTABLE_PATH: "/no/such", PATH: folder })).toBeUndefined();
  });
});

describe("looking for moto", () => {
  it("takes what MOTO_SERVER names, and nothing else where that is not there", () => {
    const named = program("my-moto");
    program("moto_server");

    expect(tools.moto_server.find({ MOTO_SERVER: named, PATH: folder })).toEqual([named]);
    expect(tools.moto_server.find({ MOTO_SERVER: "/no/such", PATH: folder })).toBeUndefined();
  });

  it("takes the program on PATH, or else python's module where python has it", () => {
    const python = program("python3");
    expect(tools.moto_server.find({ PATH: folder })).toEqual([python, "-m", "moto.server"]);
    program("python3", "#!/bin/sh\nexit 1\n");
    expect(tools.moto_server.find({ PATH: folder })).toBeUndefined();
    const server = program("moto_server");
    expect(tools.moto_server.find({ PATH: folder })).toEqual([server]);
  });
});
