import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { approvedGo, publicText, signed } from "../../evidence/go.ts";
import { goOf } from "../../policy/reading/go.ts";
import { statement } from "../evidence/statement.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const image = (letter: string) => `registry.example/api@sha256:${letter.repeat(64)}`;
const said = statement({ stack: "shop-production", before: [image("b")] });
const go = signed(said, privateKey);
const approvers = [
  { name: "Jon Bakke", key: publicText(generateKeyPairSync("ed25519").privateKey) },
  { name: "Ada Moreno", key: publicText(privateKey) },
];
const launch = { live: true, stack: "shop-production", approvers, go };

describe("a GO that the commands have signed", () => {
  it("is understood by the pack, which shares no line with them", () => {
    expect(goOf(launch)).toEqual({
      images: [image("a"), image("b")],
      expires: said.expires,
      approver: "Ada Moreno",
    });
    expect(approvedGo(go, approvers)).toEqual(said);
  });

  it.each<[string, object, string]>([
    ["nothing is signed", { go: undefined }, "nobody has said GO"],
    ["it is no GO", { go: "yes" }, "what stands for a GO is none"],
    ["nobody may sign", { approvers: [] }, "its GO is by nobody among the approvers"],
    [
      "the key of its approver is another one",
      { approvers: [{ ...approvers[0], name: "Ada Moreno" }] },
      "its GO does not bear the signature of its approver",
    ],
    [
      "the approver's key is no key",
      { approvers: [{ name: "Ada Moreno", key: "" }] },
      "its GO does not bear the signature of its approver",
    ],
    [
      "one digest was changed",
      { go: { ...go, statement: go.statement.replace("aaaa", "cccc") } },
      "its GO does not bear the signature of its approver",
    ],
    [
      "it was signed in a rehearsal",
      { go: signed({ ...said, rehearsal: true }, privateKey) },
      "its GO is a rehearsal's",
    ],
    ["it is for staging", { stack: "shop-staging" }, "its GO is for another stack, shop-production"],
  ])("is refused where %s", (_, change, flaw) => {
    expect(goOf({ ...launch, ...change })).toEqual({ flaw });
  });

  it("is nobody's under another name or key", () => {
    expect(approvedGo(go, approvers.slice(0, 1))).toBeUndefined();
    expect(approvedGo({ ...go, statement: go.statement.replace("aaaa", "cccc") }, approvers)).toBeUndefined();
  });
});
