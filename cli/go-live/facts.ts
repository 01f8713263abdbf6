import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { readStackFile, type StackFile } from "../../config/stack-file.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { throughOf } from "../../ops/trial/address.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { evaluateStack } from "../../readiness/evaluate.ts";
import type { GoLive, Serving } from "../../readiness/go-live/types.ts";
import { goLiveOf } from "../../readiness/go-live/verdict.ts";
import type { Evaluation, GateReport } from "../../readiness/types.ts";
import { root } from "../root.ts";
import { againOf } from "./again.ts";
import { folderOf, recordsOf, refuseFiles, stagingOption } from "./records.ts";
import { standingAt, stateIn } from "./standing.ts";

export interface GoLiveWords {
  readonly stack: string;
  /** The folder of the stack files. */
  readonly directory: string | undefined;
  readonly state: string | undefined;
  readonly evidence: string | undefined;
  readonly stagingEvidence: string | undefined;
  /** Where services are asked instead of at their own hosts, as trials are told. */
  readonly through: readonly string[];
  readonly rehearsal: boolean;
}

export interface Computed {
  readonly report: GateReport & { readonly goLive: GoLive };
  readonly evaluation: Evaluation;
  readonly file: StackFile;
  readonly target: Target;
  readonly serving: Serving | undefined;
}

/** Gathers what is known of a stack, and computes the verdict. @throws InputMistakes for what was typed or written wrongly */
export async function computed(words: GoLiveWords, onStep: (step: string) => void): Promise<Computed> {
  const directory = words.directory === undefined ? root : resolve(words.directory);
  const { stack } = words;
  const path = join(directory, `Pulumi.${stack}.yaml`);
  const file = fileAt(path);
  const target = targetIn(path, words.directory);
  refuseElsewhere(words, target);
  await refuseFiles(words, target.prefix);
  const given = words.state === undefined ? undefined : stateIn(words.state, file); // before anything that takes long
  const evaluation = await evaluateStack({ stack, root, directory, onStep });
  onStep("reading what stands");
  const standing = await standingAt(evaluation, file, directory, { ...words, given });
  onStep("reading what was tried");
  const { records, serving } = await recordsOf(target, folderOf(words, false));
  const beside = join(directory, "Pulumi.staging.yaml");
  const stagingTarget =
    target.config.environment === "production" && existsSync(beside)
      ? targetIn(beside, words.directory)
      : undefined;
  const staging = stagingTarget && {
    target: stagingTarget,
    records: (await recordsOf(stagingTarget, folderOf(words, true), stagingOption(words))).records,
  };
  const report = goLiveOf({
    evaluation,
    config: file.config,
    typed: target.typed,
    again: againOf(
      { ...words, elsewhere: directory === root ? undefined : words.directory },
      { target, records },
      staging,
    ),
    standing,
    serving,
    here: records,
    staging: staging?.records,
    rehearsal: words.rehearsal,
    now: new Date(),
  });
  return { report, evaluation, file, target, serving };
}

/** What was made elsewhere counts in a rehearsal alone. */
function refuseElsewhere({ through, rehearsal }: GoLiveWords, target: Target): void {
  if (through.length === 0) return;
  if (!rehearsal)
    throw new InputMistakes([mistyped("--through", through.join(" "), "only together with --rehearsal")]);
  asInput(() => throughOf(target, through));
}

function fileAt(path: string): StackFile {
  const read = readStackFile(path);
  if ("mistakes" in read) throw new InputMistakes(read.mistakes);
  return read;
}

const targetIn = (path: string, directory: string | undefined): Target =>
  asInput(() => targetAt(path, directory));

function asInput<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof WrongInput ? new InputMistakes(error.mistakes) : error;
  }
}
