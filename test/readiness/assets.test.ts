import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import settings from "@pulumi/pulumi/runtime/settings.js";
import { afterEach, describe, expect, it } from "vitest";
import { Analyzer } from "../../readiness/evaluation/analyzer.ts";
import { PackProcess } from "../../readiness/evaluation/pack-process.ts";
import { aboutResource, aboutStack } from "../../readiness/evaluation/questions.ts";
import { shapeOf } from "../../readiness/parity/shape.ts";
import { RecordingMonitor } from "../../readiness/program/monitor.ts";
import type { Pass, Recording, Registration } from "../../readiness/program/recording.ts";
import { resolved } from "../../readiness/program/resolve.ts";

const where = { account: "111122223333", region: "eu-central-1", partition: "aws" };
const at = { project: "golive", stack: "test" };

/** A function whose code is an archive of one file; returns what was recorded, and what the program got back. */
async function recorded(pass: Pass): Promise<{ recording: Recording; code: unknown }> {
  const monitor = new RecordingMonitor(at, ({ type, name, inputs }) =>
    pass === "preview" ? undefined : resolved(type, name, inputs.toJavaScript(), where),
  );
  settings.setMockOptions(monitor, at.project, at.stack, pass === "preview");
  await settings.awaitFeatureSupport();
  const hello = new aws.lambda.Function("hello", {
    name: "hello",
    role: "arn:aws:iam::111122223333:role/hello",
    code: new pulumi.asset.AssetArchive({
      "index.mjs": new pulumi.asset.FileAsset("functions/.built/hello/index.mjs"),
    }),
  });
  const code = new Promise<unknown>((resolve) => hello.code.apply(resolve));
  await pulumi.runtime.disconnect();
  return { recording: monitor.recording, code: await code };
}

const functionIn = (recording: Recording): Registration => {
  const [found] = [...recording.values()].filter(({ type }) => type === "aws:lambda/function:Function");
  if (!found) throw new Error("the function was not recorded");
  return found;
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("an archive of files", () => {
  it.each(["preview", "resolved"] as const)(
    "comes back to the program as it was given (%s)",
    async (pass) => {
      const { code } = await recorded(pass);
      if (!(code instanceof pulumi.asset.AssetArchive)) throw new Error("it is no archive any more");
      const { "index.mjs": file } = await code.assets;
      if (!(file instanceof pulumi.asset.FileAsset)) throw new Error("it holds no file any more");
      expect(await file.path).toBe("functions/.built/hello/index.mjs");
    },
  );

  it("is compared by parity as plain values, the same in every run", async () => {
    const one = shapeOf(functionIn((await recorded("preview")).recording));
    const other = shapeOf(functionIn((await recorded("resolved")).recording));
    expect(one.values).toEqual(other.values);
    expect(JSON.stringify(one.values)).toContain("functions/.built/hello/index.mjs");
  });

  it("reaches the policy pack as an archive, for a resource and for the stack", async () => {
    const folder = mkdtempSync(join(tmpdir(), "golive-assets-"));
    folders.push(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", version: "0.0.1" }));
    symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
    writeFileSync(
      join(folder, "index.js"),
      `import { PolicyPack } from "@pulumi/policy";
      const said = ({ code }) => code.constructor.name;
      const isFunction = ({ type }) => type === "aws:lambda/function:Function";
      new PolicyPack("archives", { policies: [
        { name: "one", description: "", enforcementLevel: "mandatory",
          validateResource: (args, report) => { if (isFunction(args)) report(said(args.props)); } },
        { name: "whole", description: "", enforcementLevel: "mandatory",
          validateStack: ({ resources }, report) => { for (const { props } of resources.filter(isFunction)) report(said(props)); } },
      ] });`,
    );
    const pack = new PackProcess(folder);
    pack.begin({ stack: "test", project: "golive", config: "{}" });
    const analyzer = new Analyzer(await pack.port, pack.died);
    const { recording } = await recorded("resolved");
    const answers = await Promise.all(
      [aboutResource(functionIn(recording), undefined), aboutStack(recording, "urn:stack")].map((question) =>
        analyzer.ask(question),
      ),
    );
    analyzer.close();
    pack.stop();

    expect(answers.flat().map(({ policy, message }) => [policy, message.split("\n").at(-1)])).toEqual([
      ["one", "AssetArchive"],
      ["whole", "AssetArchive"],
    ]);
  });
});
