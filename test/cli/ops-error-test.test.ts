import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseDocument } from "yaml";
import { answering } from "./answering.ts";
import { Folder } from "./running.ts";

it("ops error-test says what a file without a tracker lacks, and asks for no credentials first", async () => {
  using folder = new Folder().write();
  const path = join(folder.path, "Pulumi.staging.yaml");
  const text = parseDocument(readFileSync(path, "utf8"));
  text.deleteIn(["config", "golive:platform", "errorTracking"]);
  writeFileSync(path, String(text));

  const { status, stderr } = await answering(["ops", "error-test", "staging", "-d", folder.path]);
  expect(status).toBe(2);
  expect(stderr).toContain("no errorTracking");
});
