import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root, textOf } from "../config/writing.ts";
import { answering } from "./answering.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-parity-"));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    `name: golive\nruntime: nodejs\nmain: ${join(root, "index.ts")}\n`,
  );
  for (const name of ["Pulumi.production.yaml", "Pulumi.staging.yaml", "openapi"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("parity", { timeout: 120_000 }, () => {
  it("is there between the shipped stacks, with a reason for each difference", async () => {
    const { status, stdout } = await answering(["parity", "--json"]);
    const { verdict, differences } = JSON.parse(stdout);

    expect([status, verdict]).toEqual([0, "ready"]);
    expect(differences.length).toBeGreaterThan(50);
    expect(differences.filter(({ why }: { why?: string }) => !why)).toEqual([]);
  });

  it("is missed where staging protects less than production, and the difference is told", async () => {
    const text = textOf("Pulumi.staging.yaml");
    const changed = text.replace('REQUIRE_AUTH: "true"', 'REQUIRE_AUTH: "false"');
    expect(changed).not.toBe(text);
    writeFileSync(join(folder, "Pulumi.staging.yaml"), changed);
    const { status, stdout } = await answering(["parity", "--directory", folder]);

    expect(status).toBe(1);
    expect(stdout).toMatch(/^✘ NO PARITY {2}nothing explains \d+ differences?\n {4}✘ .*REQUIRE_AUTH/);
  });

  it("cannot be told of a production that has no staging", async () => {
    rmSync(join(folder, "Pulumi.staging.yaml"));
    const { status, stderr } = await answering(["parity", "--directory", folder]);

    expect(status).toBe(2);
    expect(stderr).toContain("Pulumi.staging.yaml");
    expect(stderr).toContain("production's partner");
  });
});
