import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readStackFile } from "../../../config/stack-file.ts";
import { Analyzer } from "../../../readiness/evaluation/analyzer.ts";
import { findingsOf } from "../../../readiness/evaluation/findings.ts";
import { PackProcess } from "../../../readiness/evaluation/pack-process.ts";
import { aboutStack } from "../../../readiness/evaluation/questions.ts";
import { imagesIn } from "../../../readiness/go-live/images.ts";
import { shapeOf } from "../../../readiness/parity/shape.ts";
import { record } from "../../../readiness/program/program.ts";
import type { Recording } from "../../../readiness/program/recording.ts";
import { rootUrn } from "../../../readiness/program/urn.ts";
import { launched, launchMutations, settingsWith } from "./launch.ts";

const root = join(import.meta.dirname, "../../..");
const at = { project: "golive", stack: "production" };
const file = readStackFile(join(root, "Pulumi.production.yaml"));
if ("mistakes" in file) throw new Error("the production stack file is wrong");
const { raw } = file;

let plan: Recording;
let images: readonly string[];

beforeAll(async () => {
  plan = await record({
    ...at,
    entry: join(root, "index.ts"),
    config: raw,
    pass: "preview",
    answers: () => undefined,
  });
  images = imagesIn([...plan.values()].map(shapeOf));
}, 120_000);

/** What the pack says of a stack with that launch: each is a pack of its own, for it reads the settings when it begins. */
async function judged(one: (typeof launched)[number]) {
  const pack = new PackProcess(join(root, "policy"));
  try {
    pack.begin({ ...at, config: JSON.stringify(settingsWith(raw, images, one)) });
    const analyzer = new Analyzer(await pack.port, pack.died);
    const violations = await analyzer.ask(aboutStack((one.change ?? ((same) => same))(plan), rootUrn(at)));
    analyzer.close();
    return findingsOf(violations);
  } finally {
    pack.stop();
  }
}

describe("a launched production", { timeout: 120_000 }, () => {
  it.each(launched)("is ready where $title", async (one) => {
    expect(await judged(one)).toEqual([]);
  });

  it.each(launchMutations)("is not ready where $title (G18)", async (one) => {
    const found = await judged(one);

    expect([...new Set(found.map(({ rule }) => rule))]).toEqual(["live-images-have-a-go"]);
    expect(found.every(({ enforcement, status }) => enforcement === "mandatory" && status === "failed")).toBe(
      true,
    );
    expect(found[0]?.requirements).toEqual(expect.arrayContaining(["G18", "K25"]));
  });
});
