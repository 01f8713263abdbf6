import { asset } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { unknownToken } from "../../policy/reading/unknown.ts";
import { opened } from "../../policy/sdk/archives.ts";
import type { Recorded } from "../../policy/sdk/recorded.ts";
import { viewOf } from "../../policy/sdk/view-of.ts";

const lambda = "aws:lambda/function:Function";
const made = (props: object): Recorded => ({
  type: lambda,
  name: "queues",
  urn: `urn:pulumi:shop::shop::${lambda}::queues`,
  props,
  opts: { protect: false, ignoreChanges: [], customTimeouts: { updateSeconds: 0 } },
  dependencies: [],
  propertyDependencies: {},
});

/** A path in what a rule reads of the only resource. */
async function read(props: object, ...path: readonly string[]): Promise<unknown> {
  const resources = [made(props)];
  return viewOf(resources, await opened(resources))
    .all(lambda)[0]
    ?.known(...path);
}

describe("an archive", () => {
  const code = new asset.AssetArchive({
    "settings.json": new asset.StringAsset('{"namespace":"shop/queues"}'),
    "index.mjs": new asset.FileAsset("functions/.built/queues/index.mjs"),
  });

  it("shows rules what stands in it as text, and no file", async () => {
    expect(await read({ code }, "code", "assets")).toEqual({
      "settings.json": { text: '{"namespace":"shop/queues"}' },
    });
    expect(await read({ code }, "code", "assets", "settings.json", "text")).toBe(
      '{"namespace":"shop/queues"}',
    );
  });

  it("shows nothing where it is a file, or not known", async () => {
    expect(await read({ code: new asset.FileArchive("queues.zip") }, "code", "assets")).toEqual({});
    expect(await read({ code: unknownToken }, "code", "assets")).toBeUndefined();
  });

  it("leaves all other properties as they are", async () => {
    expect(await read({ code, name: "shop-queues", tags: { a: "b" } }, "tags", "a")).toBe("b");
  });
});
