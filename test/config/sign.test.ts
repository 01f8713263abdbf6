import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { withGo } from "../../config/sign.ts";
import { parseStackFile } from "../../config/stack-file.ts";
import { goIn, signed } from "../../evidence/go.ts";
import { statement } from "../evidence/statement.ts";
import { textOf } from "./writing.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const go = (release: string) =>
  signed(statement({ release: release.repeat(64), approver: "Sean O'Hara" }), privateKey);
const production = textOf("Pulumi.production.yaml");
const read = (text: string) =>
  parseStackFile(text, { file: "Pulumi.production.yaml", stack: "production", project: "golive" });

describe("a GO in a stack file", () => {
  it("is added with every other character as it was, and taken out again without a trace", () => {
    const written = withGo(production, go("1"));

    expect(written.startsWith(production.trimEnd())).toBe(true);
    expect(parse(written).config["golive:go"]).toEqual(go("1"));
    expect(withGo(written, undefined)).toBe(production);
  });

  it("takes the place of the one before", () => {
    const again = withGo(withGo(production, go("1")), go("5"));

    expect(again).toBe(withGo(production, go("5")));
    expect(again.match(/golive:go/g)).toHaveLength(1);
  });

  it.each([
    [
      "with settings behind it",
      "config:\n  golive:platform: {}\n  # after\n  aws:region: x\nencryptionsalt: y\n",
    ],
    ["without an end of the last line", "config:\n  golive:platform: {}"],
    ["with deeper lines", "config:\n    golive:platform:\n        product: x   # why\n\nencryptionsalt: y\n"],
  ])("is written into a file %s", (_, text) => {
    const written = withGo(text, go("1"));

    expect(parse(written)).toEqual({
      ...parse(text),
      config: { ...parse(text).config, "golive:go": go("1") },
    });
    expect(withGo(written, undefined).trimEnd()).toBe(text.trimEnd());
  });

  it("is read with the file, and changes nothing of the platform", () => {
    const before = read(production);
    const after = read(withGo(production, go("1")));
    if ("mistakes" in before || "mistakes" in after) throw new Error("the file is refused");

    expect(after.config).toEqual(before.config);
    expect(goIn(after.raw)).toEqual(go("1"));
    expect(goIn(before.raw)).toBeUndefined();
  });

  it.each([
    ["a word", "  golive:go: yes\n"],
    ["a signature under nothing", "  golive:go: { statement: '{}', signature: abc }\n"],
    ["one with a key too many", `  golive:go: ${JSON.stringify({ ...go("1"), note: "ok" })}\n`],
    ["a password", "  golive:go: { statement: hunter2, signature: hunter2 }\n"],
  ])("is refused where it is %s, without repeating it", (_, lines) => {
    const answer = read(production.trimEnd().concat("\n", lines));

    expect(answer).toMatchObject({
      mistakes: [{ path: "config.golive:go", found: "something that is no GO" }],
    });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });
});
