import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DependencyFailed, InputMistakes } from "../../readiness/errors.ts";
import { evaluateStack } from "../../readiness/evaluate.ts";

const root = join(import.meta.dirname, "../..");
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "golive-"));
  for (const file of ["Pulumi.production.yaml", "Pulumi.staging.yaml"])
    cpSync(join(root, file), join(directory, file));
  cpSync(join(root, "openapi"), join(directory, "openapi"), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Evaluates production with another program in place of ours. */
async function evaluating(program: string, stack = "production") {
  // Beside our sources, so that it finds the SDKs; under a name of its own, so that tests can run side by side.
  const main = join(root, ".cache", `${directory.split("/").at(-1)}.ts`);
  mkdirSync(dirname(main), { recursive: true });
  writeFileSync(main, program);
  writeFileSync(join(directory, "Pulumi.yaml"), `name: golive\nruntime: nodejs\nmain: ${main}\n`);
  try {
    return await evaluateStack({ stack, root, directory });
  } finally {
    rmSync(main);
  }
}

describe("an evaluation", { timeout: 60_000 }, () => {
  it("says what the program threw", async () => {
    await expect(evaluating(`throw new Error("no network today");`)).rejects.toThrow(
      new DependencyFailed("production: the program failed: no network today"),
    );
  });

  it("says which name two resources share", async () => {
    const twice = `
      import * as aws from "@pulumi/aws";
      new aws.sns.Topic("pages", {});
      new aws.sns.Topic("pages", {});`;
    await expect(evaluating(twice)).rejects.toThrow(
      /two resources have the same URN .*aws:sns\/topic:Topic::pages/,
    );
  });

  it("says that a look-up cannot be answered offline", async () => {
    const looking = `
      import * as aws from "@pulumi/aws";
      export const zones = aws.getAvailabilityZonesOutput().names;`;
    await expect(evaluating(looking)).rejects.toThrow(
      /looking up aws:index\/getAvailabilityZones:getAvailabilityZones needs credentials/,
    );
  });

  it("finds a resource that is made inside apply, which no preview shows", async () => {
    const hidden = `
      import * as aws from "@pulumi/aws";
      const first = new aws.sns.Topic("first", {});
      first.arn.apply((arn) => new aws.sns.Topic("second", { displayName: arn }));`;
    const { problems } = await evaluating(hidden);
    expect(problems).toEqual([expect.stringMatching(/Topic::second does not exist at the first preview/)]);
  });

  it("does not overlook a resource that waits for a promise which never resolves", async () => {
    const forgotten = `
      import * as aws from "@pulumi/aws";
      new aws.sns.Topic("pages", { displayName: new Promise(() => {}) });`;
    await expect(evaluating(forgotten)).rejects.toThrow(
      /nothing has been registered for 10 s; these wait for .*pages \[aws:sns/,
    );
  });

  it("ends a program that hangs, and says what it was doing", async () => {
    process.env.GOLIVE_GATE_SECONDS = "6";
    try {
      await expect(evaluating("setInterval(() => {}, 1000); await new Promise(() => {});")).rejects.toThrow(
        /did not end within 6 s \(it was running the first preview\)/,
      );
    } finally {
      delete process.env.GOLIVE_GATE_SECONDS;
    }
  });

  it("does not take a program that ends by itself for a judged one", async () => {
    await expect(evaluating("process.exit(0);")).rejects.toThrow(
      /the evaluation ended \(exit code \d\) while/,
    );
  });

  it("lists every mistake of a stack file", async () => {
    writeFileSync(
      join(directory, "Pulumi.production.yaml"),
      "config:\n  golive:platform:\n    product: Shop\n    sise: 1\n",
    );
    const refused = await evaluating("").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputMistakes);
    expect((refused as InputMistakes).mistakes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["product", "sise", "account"]),
    );
  });

  it("knows no stack without a file", async () => {
    await expect(evaluating("", "qa")).rejects.toThrow(/Pulumi\.qa\.yaml/);
  });
});
