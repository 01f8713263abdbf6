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

const loaded = `Object.keys(createRequire(process.cwd() + "/").cache).some((file) => /@npmcli.arborist.lib.arborist|grpc-js.build.src.channel|normalize-package-data.lib.fixer|typescript\\.js$/.test(file))`;

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

describe("what the provider loads late", () => {
  it("is each service that the program does not name", () => {
    expect(
      run(`
      import { createRequire } from "node:module";
      import "./readiness/program/lean-sdk.ts";
      import "./readiness/program/lean-aws.ts";
      const aws = await import("@pulumi/aws");
      const { cache } = createRequire(process.cwd() + "/");
      const loaded = () => ["kms", "glue"].filter((name) => Object.keys(cache).some((file) => file.includes("@pulumi/aws/" + name + "/key") || (file.endsWith("@pulumi/aws/" + name + "/index.js") && Object.keys(cache[file].exports).length > 0)));
      const before = loaded();
      void aws.kms.Key;
      console.log(JSON.stringify([before, loaded()]));
    `),
    ).toEqual([[], ["kms"]]);
  });

  it("is whole once it is named, also where services use each other", () => {
    expect(
      run(`
      import { createRequire } from "node:module";
      import "./readiness/program/lean-sdk.ts";
      import "./readiness/program/lean-aws.ts";
      const aws = await import("@pulumi/aws");
      const require = createRequire(process.cwd() + "/");
      const late = Object.keys(aws).filter((name) => aws[name]?.__esModule === true && !["types", "default", "module.exports"].includes(name));
      for (const name of late) void aws[name].anything;
      const differs = late.filter((name) => {
        const real = require("@pulumi/aws/" + name);
        return Object.keys(real).length === 0 || Object.keys(real).some((key) => !(key in aws[name]));
      });
      const same = require("@pulumi/aws/lambda").Function === aws.lambda.Function;
      console.log(JSON.stringify([late.length > 200, differs, same]));
    `),
    ).toEqual([true, [], true]);
  });
});
