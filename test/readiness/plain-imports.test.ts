import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const hooks = pathToFileURL(join(import.meta.dirname, "../../readiness/evaluation/plain-imports.ts")).href;
const folder = mkdtempSync(join(tmpdir(), "golive-imports-"));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(join(folder, "beside.ts"), "export const made: { count: number } = { count: 0 };\n");
writeFileSync(
  join(folder, "entry.ts"),
  'import { made } from "./beside.ts";\nexport const count: number = ++made.count;\n',
);
writeFileSync(join(folder, "broken.ts"), 'import "./nowhere.ts";\n');

const run = (program: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ["--import", hooks, "--input-type=module", "--eval", program], {
      cwd: folder,
      encoding: "utf8",
    }),
  );

describe("an import of the file beside", () => {
  it("is one module for all who import it, however they were asked for themselves", () =>
    expect(
      run(`
      const first = await import("./entry.ts?run=1");
      const second = await import("./entry.ts?run=2");
      console.log(JSON.stringify([first.count, second.count]));
    `),
    ).toEqual([1, 2]));

  it("tells which file is not there", () =>
    expect(
      run(`
      const error = await import("./broken.ts").then(() => undefined, ({ code, message }) => [code, message]);
      console.log(JSON.stringify([error[0], error[1].includes("nowhere.ts")]));
    `),
    ).toEqual([expect.stringMatching(/^(?:ENOENT|ERR_MODULE_NOT_FOUND)$/), true]));
});
