import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { imageLines, wayBack } from "../../cli/go-live/statement.ts";
import { type GoStatement, goKey } from "../../config/shape/go.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { publicText, signed } from "../../evidence/go.ts";
import { targetAt } from "../../ops/target.ts";
import type { Serving } from "../../readiness/go-live/types.ts";
import { goLiveOf } from "../../readiness/go-live/verdict.ts";
import { root } from "../config/writing.ts";
import { statement } from "../evidence/statement.ts";
import { readyEvaluation } from "../readiness/evaluations.ts";

const path = join(root, "Pulumi.production.yaml");
const read = readStackFile(path);
if ("mistakes" in read) throw new Error("the production stack file is wrong");
const file = read;
const shipped = targetAt(path);
const { privateKey } = generateKeyPairSync("ed25519");
const launch = {
  ...shipped.config.launch,
  approvers: [{ name: "Ada Moreno", key: publicText(privateKey) }],
};
const target = { ...shipped, config: { ...shipped.config, launch } };
const image = (letter: string) => `registry.example/api@sha256:${letter.repeat(64)}`;

describe("the way back that a GO names", () => {
  const chain = { kept: [], records: [], head: undefined, flaws: [] };
  const report = goLiveOf({
    evaluation: readyEvaluation({ images: [image("a")] }),
    ...{ config: target.config, typed: "production", standing: { unknown: "not asked" }, serving: undefined },
    ...{ here: { at: "s3://evidence", chain }, staging: undefined, rehearsal: false, now: new Date() },
  });
  const serves = (seen: Serving["seen"]): Serving => ({
    ...{ from: "record 3", seen },
    images: { api: image("b"), worker: image("a"), scheduler: "api:latest" },
  });
  const named = (serving: Serving | undefined, go?: Partial<GoStatement>, rehearsal = false) => {
    const raw = go ? { ...file.raw, [goKey]: JSON.stringify(signed(statement(go), privateKey)) } : file.raw;
    return wayBack({ report, serving, target, file: { ...file, raw } }, { rehearsal });
  };

  it("is what ECS serves now, by digest, and is not of the plan", () => {
    expect(named(serves("now"))).toEqual([image("b")]);
    expect(named(serves("now"), { images: [image("c")] })).toEqual([image("b")]);
  });

  it("is never what a record alone says: anybody who writes a folder writes that", () => {
    expect(named(serves("then"))).toEqual([]);
    expect(named(undefined)).toEqual([]);
  });

  it("is what the GO before names where nobody asked ECS, and nobody else's word", () => {
    expect(named(serves("then"), { images: [image("c"), image("a")] })).toEqual([image("c")]);
    expect(named(undefined, { images: [image("c")], approver: "Jon Bakke" })).toEqual([]);
    expect(named(undefined, { images: [image("c")], stack: "prospector-staging" })).toEqual([]);
    expect(named(undefined, { images: [image("c")], rehearsal: true })).toEqual([]);
    expect(named(undefined, { images: [image("c")], rehearsal: true }, true)).toEqual([image("c")]);
  });

  it("is shown with the images before anybody signs", () => {
    expect(imageLines({ images: [image("a")], before: [image("b")] })).toEqual([
      "  may run:",
      `    ${image("a")}`,
      "  and, as the way back:",
      `    ${image("b")}`,
    ]);
    expect(imageLines({ images: [image("a")], before: [] }).at(-1)).toBe(
      "  and nothing else: no way back is named",
    );
  });
});
