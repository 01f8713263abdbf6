import { spawnSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildFunctions } from "../../functions/build/bundles.ts";
import type { Manifest } from "../../functions/build/sources.ts";
import { project } from "./project.ts";

const repository = join(import.meta.dirname, "../..");
const roots: string[] = [];
let manifests: readonly Manifest[] = [];

/** A copy of this project's functions in a folder of its own. */
function copy(): string {
  const root = project({});
  roots.push(root);
  cpSync(join(repository, "functions"), join(root, "functions"), {
    recursive: true,
    filter: (path) => !path.endsWith(".built"),
  });
  return root;
}

beforeAll(async () => {
  manifests = await Promise.all([copy(), copy()].map(buildFunctions));
}, 60_000);
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

describe("the platform's own functions", () => {
  it("are the same to the byte in two folders", () => {
    const [one, other] = manifests;
    expect(Object.keys(one?.functions ?? {})).not.toEqual([]);
    expect(one).toEqual(other);
  });

  it("fit into what Lambda takes without a bucket", () => {
    for (const { functions } of manifests)
      for (const [name, { bytes }] of Object.entries(functions))
        expect([name, bytes < 10 * 2 ** 20]).toEqual([name, true]);
  });

  it("load in plain Node, and stop at the settings that they were not given", () => {
    const [root = ""] = roots;
    for (const name of Object.keys(manifests[0]?.functions ?? {})) {
      const file = join(root, "functions/.built", name, "index.mjs");
      const folder = join(root, "functions/.built", name);
      writeFileSync(join(folder, "settings.json"), "{}");
      const env = { LAMBDA_TASK_ROOT: folder };
      const { stderr, status } = spawnSync(process.execPath, [file], { encoding: "utf8", env });
      expect([name, status]).toEqual([name, 1]);
      expect(stderr).toContain("settings.json does not describe what this function is to do");
    }
  });
});
