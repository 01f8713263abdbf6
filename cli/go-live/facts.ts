import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readStackFile, type StackFile } from "../../config/stack-file.ts";
import { mistyped, WrongInput } from "../../ops/errors.ts";
import { type Target, targetAt } from "../../ops/target.ts";
import { throughOf } from "../../ops/trial/address.ts";
import { InputMistakes } from "../../readiness/errors.ts";
import { evaluateStack } from "../../readiness/evaluate.ts";
import { standingOf } from "../../readiness/go-live/standing.ts";
import { readState } from "../../readiness/go-live/state.ts";
import type { GoLive, Serving, Standing } from "../../readiness/go-live/types.ts";
import { goLiveOf } from "../../readiness/go-live/verdict.ts";
import type { Evaluation, GateReport } from "../../readiness/types.ts";
import { root } from "../root.ts";
import { againOf } from "./again.ts";
import { exportedState } from "./export.ts";
import { folderOf, recordsOf } from "./records.ts";

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
  const given = words.state === undefined ? undefined : stateIn(words.state, file); // before anything that takes long
  const evaluation = await evaluateStack({ stack, root, directory, onStep });
  onStep("reading what stands");
  const standing = await standingAt(evaluation, file, directory, { from: words.state, given });
  onStep("reading what was tried");
  const { records, serving } = await recordsOf(target, folderOf(words, false));
  const beside = join(directory, "Pulumi.staging.yaml");
  const stagingTarget =
    target.config.environment === "production" && existsSync(beside)
      ? targetIn(beside, words.directory)
      : undefined;
  const staging = stagingTarget && {
    target: stagingTarget,
    records: (await recordsOf(stagingTarget, folderOf(words, true))).records,
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

function stateIn(path: string, file: StackFile) {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new InputMistakes([{ file: path, path: "", found: "no such file", allowed: "an exported state" }]);
  }
  return readState(text, path, file);
}

async function standingAt(
  evaluation: Evaluation,
  file: StackFile,
  directory: string,
  {
    from,
    given,
  }: { readonly from: string | undefined; readonly given: ReturnType<typeof readState> | undefined },
): Promise<Standing> {
  const judged = (state: ReturnType<typeof readState>, where: string) =>
    standingOf(state, evaluation, { root, config: file.raw, from: where });
  if (given) return judged(given, from ?? "");
  const exported = await exportedState(file.stack, directory);
  return "text" in exported
    ? judged(readState(exported.text, "the exported state", file), "the engine's state")
    : { unknown: exported.why };
}
