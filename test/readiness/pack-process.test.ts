import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Analyzer } from "../../readiness/evaluation/analyzer.ts";
import { PackFailed, PackProcess } from "../../readiness/evaluation/pack-process.ts";
import { aboutStack } from "../../readiness/evaluation/questions.ts";

const root = join(import.meta.dirname, "../..");
const context = { stack: "production", project: "golive", config: "{}" };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-pack-"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", version: "0.0.1" }));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A pack that is this program. */
function pack(program: string, within?: number): PackProcess {
  writeFileSync(join(folder, "index.js"), program);
  const started = new PackProcess(folder, within);
  started.begin(context);
  return started;
}

describe("a policy pack that breaks", { timeout: 30_000 }, () => {
  it("is named with what it complained of, when it does not start", async () => {
    const broken = pack(`throw new Error("a rule is missing");`);
    await expect(broken.port).rejects.toThrow(PackFailed);
    await expect(broken.port).rejects.toThrow(
      /the policy pack ended \(exit code 1\)[\s\S]*a rule is missing/,
    );
  });

  it("is not waited for, when it never says where it listens", async () => {
    const silent = pack("setInterval(() => {}, 1000);", 1000);
    await expect(silent.port).rejects.toThrow("the policy pack did not answer within 1 s");
    silent.stop();
  });

  it("is no silent pass, when it ends in the middle of a judgement", async () => {
    const dying = pack(`
      import { PolicyPack } from "@pulumi/policy";
      new PolicyPack("dying", {
        policies: [{ name: "one", description: "", enforcementLevel: "mandatory", validateStack: () => process.exit(3) }],
      });`);
    const analyzer = new Analyzer(await dying.port, dying.died);
    await expect(
      analyzer.ask(aboutStack(new Map(), "urn:pulumi:production::golive::pulumi:pulumi:Stack::s")),
    ).rejects.toThrow(PackFailed);
    analyzer.close();
  });
});
