import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../config/writing.ts";
import { apiFolder, productPython } from "./product-python.ts";

const folder = mkdtempSync(join(tmpdir(), "golive-product-code-"));
const written = (name: string) => readFileSync(join(root, "examples/product/openapi", name), "utf8");
let python: string;

beforeAll(() => {
  python = productPython();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a module prints; it fails with all of that where it does not end with 0. */
function ran(...args: readonly string[]): string {
  const env = { PATH: process.env.PATH, LANG: "C.UTF-8", PYTHONDONTWRITEBYTECODE: "1" };
  return execFileSync(python, ["-m", ...args], { cwd: apiFolder, env, encoding: "utf8", timeout: 60_000 });
}

describe("the sample product's code", { timeout: 180_000 }, () => {
  it("passes its own tests", () => {
    expect(ran("pytest")).toMatch(/^5\d passed/m);
  });

  it("is as ruff wants it, in meaning and in form", () => {
    expect(ran("ruff", "check", "--no-cache", ".")).toBe("All checks passed!\n");
    expect(ran("ruff", "format", "--no-cache", "--check", ".")).toMatch(/already formatted/);
  });

  it("says what it serves as the documents beside the stack files do", () => {
    ran("product.surface", folder);

    expect(readFileSync(join(folder, "routes.txt"), "utf8")).toBe(written("routes.txt"));
    expect(readFileSync(join(folder, "api.yaml"), "utf8")).toBe(written("api.yaml"));
  });

  it("reads the variables that .env.example names, and no others", () => {
    const named = readFileSync(join(root, "examples/product/.env.example"), "utf8").matchAll(/^([A-Z_]+)=/gm);
    const source = execFileSync(
      "grep",
      ["-rhoE", String.raw`(env|os\.environ)(\.get\(|\[)"[A-Z_]+"`, "product"],
      {
        cwd: apiFolder,
        encoding: "utf8",
      },
    );
    const read = source.matchAll(/"([A-Z_]+)"/g);
    const names = (found: Iterable<RegExpMatchArray>) =>
      [...new Set([...found].map(([, name]) => name))].sort();

    // The server reads this one itself.
    expect(names(named)).toEqual([...names(read), "FORWARDED_ALLOW_IPS"].sort());
  });
});
