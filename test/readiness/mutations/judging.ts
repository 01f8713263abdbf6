import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStackFile } from "../../../config/stack-file.ts";
import { Analyzer } from "../../../readiness/evaluation/analyzer.ts";
import { findingsOf, rulesOf } from "../../../readiness/evaluation/findings.ts";
import { PackProcess } from "../../../readiness/evaluation/pack-process.ts";
import { aboutResource, aboutStack } from "../../../readiness/evaluation/questions.ts";
import { record } from "../../../readiness/program/program.ts";
import type { Pass, Recording } from "../../../readiness/program/recording.ts";
import { resolved } from "../../../readiness/program/resolve.ts";
import { rootUrn } from "../../../readiness/program/urn.ts";
import { shippedIn } from "../../../readiness/register/shipped.ts";
import { verdictOf } from "../../../readiness/register/verdict.ts";
import { type JudgedSurface, judgeSurface } from "../../../readiness/surface/judge.ts";
import type { Evaluation, GateReport } from "../../../readiness/types.ts";
import { besides } from "../evaluations.ts";
import type { Mutation } from "./mutation.ts";

const root = join(import.meta.dirname, "../../..");
const at = { project: "golive", stack: "production" };
const place = { account: "111122223333", region: "eu-central-1", partition: "aws" };

let pack: PackProcess;
let analyzer: Analyzer;
let surface: JudgedSurface;
const shipped = shippedIn(root);
const ready = new Map<Pass, Recording>();

/**
 * What the gate is worth: a production stack that is ready, one thing in it broken, in both states of knowledge. It is
 * the real property that is changed, never the copy that stands in for what is unknown. `held` are changes that a ready
 * stack bears. One file of tests for each call: the runs share nothing, so that they go side by side.
 */
export function judgesMutations(
  mutations: readonly Mutation[],
  held: readonly { readonly title: string; readonly change: Mutation["change"] }[] = [],
): void {
  beforeAll(begin, 120_000);
  afterAll(() => {
    analyzer?.close();
    pack?.stop();
  });

  describe.each(["preview", "resolved"] as const)("production, as known at %s", (pass) => {
    it("is ready", { timeout: 60_000 }, async () => {
      const report = await judged(sound(pass), [...sound(pass).keys()]);
      expect(report.findings).toEqual([]);
      expect(report.verdict).toBe("ready");
    });

    it.each(held)("is ready while $title", { timeout: 60_000 }, async ({ change }) => {
      const changed = change(sound(pass));
      const touched = [...changed.keys()].filter((urn) => changed.get(urn) !== sound(pass).get(urn));
      const report = await judged(changed, touched);
      expect(report.findings).toEqual([]);
      expect(report.verdict).toBe("ready");
    });

    it.each(mutations)(
      "is not ready when $title ($requirement)",
      { timeout: 60_000 },
      async ({ change, requirement }) => {
        const changed = change(sound(pass));
        const touched = [...changed.keys()].filter((urn) => changed.get(urn) !== sound(pass).get(urn));
        const report = await judged(changed, touched);
        expect(report.verdict).toBe("not ready");
        expect(report.requirements.filter(({ status }) => status !== "ready").map(({ id }) => id)).toContain(
          requirement,
        );
      },
    );
  });
}

/** For each file of tests, which may share this module with others that ran before it. */
async function begin(): Promise<void> {
  const file = readStackFile(join(root, "Pulumi.production.yaml"));
  if ("mistakes" in file) throw new Error("the production stack file is wrong");
  pulumi.runtime.setAllConfig({ ...file.raw });
  surface = await judgeSurface({ ...file, directory: root });
  pack = new PackProcess(join(root, "policy"));
  pack.begin({ ...at, config: JSON.stringify(file.raw) });
  analyzer = new Analyzer(await pack.port, pack.died);
  const run = { ...at, entry: join(root, "index.ts") };
  ready.set("preview", await record({ ...run, pass: "preview", answers: () => undefined }));
  ready.set(
    "resolved",
    await record({
      ...run,
      pass: "resolved",
      answers: ({ type, name, inputs }) => resolved(type, name, inputs.toJavaScript(), place),
    }),
  );
}

const sound = (pass: Pass): Recording => ready.get(pass) ?? new Map();

/** The verdict on a recording; of single resources only `urns` are judged anew, the rest is known to be right. */
async function judged(recording: Recording, urns: readonly string[]): Promise<GateReport> {
  const singly = urns.flatMap((urn) => {
    const registration = recording.get(urn);
    return registration
      ? [analyzer.ask(aboutResource(registration, recording.get(registration.provider)))]
      : [];
  });
  const violations = (
    await Promise.all([...singly, analyzer.ask(aboutStack(recording, rootUrn(at)))])
  ).flat();
  const resources = [...recording.values()].map(({ type, name, urn }) => ({ type, name, urn }));
  const evaluation: Evaluation = {
    ...at,
    ...besides,
    environment: "production",
    resources,
    findings: findingsOf(violations),
    rules: [...rulesOf(resources, "production"), ...surface.rules],
    shipped,
    timings: {},
  };
  return verdictOf(evaluation);
}
