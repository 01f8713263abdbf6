import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../functions/build/sources.ts";

const root = join(import.meta.dirname, "../..");

describe("golive build", () => {
  it("prints each function with its size and hash, as the manifest has them", () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ["cli/golive.ts", "build"], {
      cwd: root,
      encoding: "utf8",
    });
    const manifest: Manifest = JSON.parse(readFileSync(join(root, "functions/.built/manifest.json"), "utf8"));

    expect([status, stderr]).toEqual([0, ""]);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(/\s+/)),
    ).toEqual(
      Object.entries(manifest.functions).map(([name, { bytes, sha256 }]) => [
        name,
        String(Math.ceil(bytes / 1024)),
        "KiB",
        sha256,
      ]),
    );
  });
});
