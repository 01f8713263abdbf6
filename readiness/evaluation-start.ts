import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { dirname, join } from "node:path";
import process from "node:process";
import { partitionOf } from "../config/partition.ts";
import type { StackFile } from "../config/stack-file.ts";
import { DependencyFailed } from "./errors.ts";
import type { EvaluationDone, EvaluationMessage, EvaluationOrder } from "./evaluation.ts";
import { heap } from "./pack-process.ts";
import type { Project } from "./project.ts";

/** Longest that one stack's evaluation may take, seconds: a program that hangs is ended, and is not ready. */
const patience = (): number => Number(process.env.GOLIVE_GATE_SECONDS ?? "120");

export interface EvaluationStart {
  /** Where golive itself is: its policy pack is in `policy/`. */
  readonly root: string;
  readonly project: Project;
  readonly file: Pick<StackFile, "stack" | "config" | "raw">;
  /** Judge it, or only run it for its shape. */
  readonly judged: boolean;
  readonly onStep?: (step: string) => void;
}

/** Starts the process that evaluates one stack, and waits for what it found. @throws DependencyFailed */
export function startEvaluation(request: EvaluationStart): Promise<EvaluationDone> {
  const { file } = request;
  const { account, region } = file.config;
  const order: EvaluationOrder = {
    entry: request.project.entry,
    project: request.project.name,
    stack: file.stack,
    place: { account, region, partition: partitionOf(region) },
    config: JSON.stringify(file.raw),
    packConfig: packConfig(request),
    ...(request.judged ? { pack: join(request.root, "policy") } : {}),
  };
  const child = fork(join(import.meta.dirname, "evaluation-process.ts"), [], {
    cwd: dirname(request.project.entry), // as the engine's launcher does
    env: environment(request),
    execArgv: heap,
    stdio: ["ignore", process.stderr, process.stderr, "ipc"], // what the program prints must not mix with the report
    serialization: "advanced",
  });
  child.send(order);
  return outcome(child, file.stack, request.onStep ?? (() => {}));
}

/** The whole configuration, as the engine gives it to packs; of one too long for an environment variable, what a pack reads. */
function packConfig({ project, file: { raw, config } }: EvaluationStart): string {
  const whole = JSON.stringify(raw);
  if (whole.length < longestVariable) return whole;
  const { environment, waivers } = config;
  return JSON.stringify({ [`${project.name}:platform`]: JSON.stringify({ environment, waivers }) });
}

const longestVariable = 120 * 1024; // Linux: MAX_ARG_STRLEN, 128 KiB with the name

/** The engine's environment and nothing of an engine that may be around this process: no address to attach to. */
function environment({ project, file }: EvaluationStart): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_"));
  return {
    ...Object.fromEntries(inherited),
    PULUMI_NODEJS_PROJECT: project.name,
    PULUMI_NODEJS_STACK: file.stack,
  };
}

function outcome(
  child: ChildProcess,
  stack: string,
  onStep: (step: string) => void,
): Promise<EvaluationDone> {
  return new Promise((resolve, reject) => {
    const seconds = patience();
    let doing = "starting";
    const fail = (text: string): void => reject(new DependencyFailed(`${stack}: ${text}`));
    const timer = setTimeout(() => {
      fail(
        `the evaluation did not end within ${seconds} s (it was ${doing}); GOLIVE_GATE_SECONDS sets the limit`,
      );
      child.kill("SIGKILL");
    }, seconds * 1000);
    child.on("message", (message: EvaluationMessage) => {
      if (message.kind === "done") resolve(message);
      else if (message.kind === "failed")
        fail(message.by === "pack" ? message.message : `the program failed: ${message.message}`);
      else {
        doing = message.step;
        onStep(doing);
      }
    });
    child.once("error", (error) => fail(`the evaluation could not be started: ${error.message}`));
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      fail(`the evaluation ended (${signal ?? `exit code ${code}`}) while ${doing}`); // no effect once it has answered
    });
  });
}
