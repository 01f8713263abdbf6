import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Runs a program in a process of its own, which has loaded nothing yet. */
const run = (program: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: root,
      encoding: "utf8",
    }),
  );

const loaded = `Object.keys(createRequire(process.cwd() + "/").cache).some((file) => /@npmcli.arborist.lib.arborist|typescript\\.js$/.test(file))`;

describe("what the SDK loads late", () => {
  it("is not loaded by importing the SDK", () => {
    expect(
      run(`
      import { createRequire } from "node:module";
      import "./readiness/program/lean-sdk.ts";
      await import("@pulumi/pulumi");
      console.log(JSON.stringify(${loaded}));
    `),
    ).toBe(false);
  });

  it("is there for a program that serialises a function", () => {
    expect(
      run(`
      import "./readiness/program/lean-sdk.ts";
      const { runtime } = await import("@pulumi/pulumi");
      const captured = 41;
      const { text } = await runtime.serializeFunction(() => captured + 1);
      const paths = await runtime.computeCodePaths();
      console.log(JSON.stringify([text.includes("captured: 41"), paths.size > 0]));
    `),
    ).toEqual([true, true]);
  });
});
