import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installed, repository } from "./pulumi.ts";
import { changes } from "./steps.ts";
import { Workspace } from "./workspace.ts";

/** A program whose one function takes its code by a path relative to the program, as `components/run/bundle.ts` does. */
const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
new aws.lambda.Function("hello", {
  role: "arn:aws:iam::111122223333:role/hello",
  code: new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.FileAsset("built/index.mjs") }),
});
`;

describe.skipIf(!installed)("a function's code, on the real engine", () => {
  let folder: string;
  let work: Workspace;
  const bundle = (text: string) => writeFileSync(join(folder, "built/index.mjs"), text);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "golive-archive-"));
    mkdirSync(join(folder, "built"));
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(folder, "index.ts"), program);
    bundle("export const handler = () => 1;");
    work = await Workspace.create("staging", { main: join(folder, "index.ts") });
  });
  afterAll(() => {
    work.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const changed = async () => {
    const up = await work.hasty();
    expect(up.code, up.why).toBe(0);
    return changes(up).map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
  };

  it("is found beside the program, wherever that lies", async () => {
    expect(await changed()).toContain("create hello");
  });

  it("is sent again when its content changes, and only then", async () => {
    bundle("export const handler = () => 1;");
    expect(await changed()).toEqual([]);
    bundle("export const handler = () => 2;");
    expect(await changed()).toEqual(["update hello"]);
  });

  it("is missed before anything is made", async () => {
    rmSync(join(folder, "built/index.mjs"));
    const preview = await work.preview(false);
    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain("built/index.mjs");
  });
});
