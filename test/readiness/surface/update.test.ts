import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readStackFile } from "../../../config/stack-file.ts";
import { InputMistakes } from "../../../readiness/errors.ts";
import { judgeUpdate } from "../../../readiness/evaluation/judge-update.ts";
import { root } from "../../config/writing.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "golive-update-"));
  cpSync(join(root, "openapi"), join(directory, "openapi"), { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

/** What stops `pulumi up` itself, without the gate and without the pack. */
function judging() {
  const file = readStackFile(join(root, "Pulumi.production.yaml"));
  if ("mistakes" in file) throw new Error("the production stack file is wrong");
  vi.stubEnv("PULUMI_CONFIG", JSON.stringify(file.raw));
  return judgeUpdate({ root, directory, ...file });
}

describe("an update of production", { timeout: 60_000 }, () => {
  it("is held against the product's documents too", async () => {
    writeFileSync(join(directory, "openapi/routes.txt"), "GET /health\n");
    const found = await judging();

    expect(found.filter((line) => line.startsWith("surface-"))).toHaveLength(8);
    expect(found).toContain(
      "surface-ghost-routes: the document has it, and the code does not serve it (services.api GET /api/status)",
    );
  });

  it("does not begin where a document is not there", async () => {
    rmSync(join(directory, "openapi/api.yaml"));

    await expect(judging()).rejects.toThrow(InputMistakes);
  });
});
