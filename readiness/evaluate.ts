import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { StackFile } from "../config/stack-file.ts";
import { readStackFile } from "../config/stack-file.ts";
import { unwiredKeys } from "../config/unwired.ts";
import { InputMistakes } from "./errors.ts";
import type { EvaluationDone } from "./evaluation.ts";
import { startEvaluation } from "./evaluation-start.ts";
import type { ParitySide } from "./parity.ts";
import { parityOf } from "./parity.ts";
import type { Project } from "./project.ts";
import { readProject } from "./project.ts";
import type { Evaluation, EvaluationRequest } from "./types.ts";

/**
 * Evaluates one stack offline, in a process of its own; several calls run side by side. Its partner (staging for
 * production, production for staging) is run too, for parity, once however many ask.
 * @throws InputMistakes for what the stack file says wrongly, DependencyFailed when the program or the pack breaks.
 */
export async function evaluateStack(request: EvaluationRequest): Promise<Evaluation> {
  const project = readProject(request.directory);
  const file = read(request.directory, request.stack);
  const done = run(request, project, file, true);
  done.catch(() => {}); // awaited below
  await setImmediate(); // whoever else asks for a full evaluation has asked by now: the partner need not run twice
  const partner = partners[request.stack];
  const beside =
    partner && existsSync(stackFilePath(request.directory, partner))
      ? read(request.directory, partner)
      : undefined;
  const shape = beside && run(request, project, beside, false);
  shape?.catch(() => {});
  const { findingsOf, rulesOf } = await import("./findings.ts"); // all rules: loaded while the processes work
  const own = await done; // its own failure is told first
  const other = await shape;

  return {
    stack: request.stack,
    project: project.name,
    environment: file.config.environment,
    resources: own.resources,
    findings: findingsOf(own.violations),
    rules: rulesOf(own.resources, file.config.environment),
    unwired: unwiredKeys(file.written),
    parity: beside && other ? parityOf(side(file, own), side(beside, other)) : [],
    ...(beside ? { comparedWith: beside.stack } : {}),
    timings: own.timings,
    problems: [
      ...own.problems,
      ...(request.stack === "production" && !other
        ? [
            `there is no Pulumi.staging.yaml in ${request.directory}: that staging mirrors production is not proven (P15)`,
          ]
        : []),
    ],
  };
}

const partners: Readonly<Record<string, string>> = { production: "staging", staging: "production" };
const side = (file: StackFile, { shapes }: EvaluationDone): ParitySide => ({
  stack: file.stack,
  config: file.config,
  shapes,
});
const stackFilePath = (directory: string, stack: string): string => join(directory, `Pulumi.${stack}.yaml`);

function read(directory: string, stack: string): StackFile {
  const answer = readStackFile(stackFilePath(directory, stack));
  if ("mistakes" in answer) throw new InputMistakes(answer.mistakes);
  return answer;
}

const running = new Map<string, Promise<EvaluationDone>>();

/** One process for each stack; a full evaluation also serves whoever only wants the shape. */
function run(
  request: EvaluationRequest,
  project: Project,
  file: StackFile,
  judged: boolean,
): Promise<EvaluationDone> {
  const key = stackFilePath(request.directory, file.stack);
  const full = running.get(`${key}#judged`);
  if (full) return full;
  const own = judged ? `${key}#judged` : key;
  const made = running.get(own) ?? startEvaluation({ ...request, project, file, judged });
  running.set(own, made);
  return made;
}
