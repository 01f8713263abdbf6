import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { discreet } from "../../policy/message.ts";
import { DependencyFailed } from "../errors.ts";
import type { Question } from "./analyzer.ts";
import { Judgement } from "./judgement.ts";
import type { Found, Judged, Message, Order } from "./order.ts";
import { heap, PackFailed, PackProcess } from "./pack-process.ts";

/** Longest that one stack's evaluation may take, seconds: a program that hangs is ended, and is not ready. */
const patience = (): number => Number(process.env.GOLIVE_GATE_SECONDS ?? "120");

/**
 * The processes that evaluate one stack, the program's and the pack's. They begin to load when they are made, which takes
 * longer than reading the stack file: so they are made first, and ordered or abandoned when the file has been read.
 */
export class EvaluationProcess {
  readonly #stack: string;
  readonly #child: ChildProcess;
  readonly #pack: PackProcess;

  /** @param root where golive itself is; its policy pack is in `policy/`. */
  constructor(root: string, stack: string) {
    this.#stack = stack;
    this.#pack = new PackProcess(join(root, "policy"));
    this.#child = fork(join(import.meta.dirname, "process.ts"), {
      cwd: root,
      env: environment(),
      execArgv: heap,
      stdio: ["ignore", process.stderr, process.stderr, "ipc"], // what the program prints must not mix with the report
      serialization: "advanced",
    });
  }

  /** @throws DependencyFailed */
  async carryOut(order: Order, onStep: (step: string) => void = () => {}): Promise<Judged> {
    this.#pack.begin({ ...order, config: JSON.stringify(order.config) });
    this.#child.send(order);
    const judgement = new Judgement(this.#pack);
    try {
      const found = await outcome(this.#child, this.#stack, {
        onStep,
        onQuestion: (question) => judgement.ask(question),
      });
      onStep("judging the first preview");
      return { ...found, violations: await judgement.violations() };
    } catch (error) {
      throw error instanceof PackFailed
        ? new DependencyFailed(discreet(`${this.#stack}: ${error.message}`))
        : error;
    } finally {
      this.#pack.stop();
      this.#child.unref(); // it is ending by itself, and nothing waits for that
      this.#child.channel?.unref();
    }
  }

  abandon(): void {
    this.#child.kill("SIGKILL");
    this.#pack.stop();
  }
}

interface Listener {
  readonly onStep: (step: string) => void;
  readonly onQuestion: (question: Question) => void;
}

/** Nothing of an engine that may be around this process: no address to attach to. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_")));

function outcome(child: ChildProcess, stack: string, { onStep, onQuestion }: Listener): Promise<Found> {
  const { promise, resolve, reject } = Promise.withResolvers<Found>();
  const seconds = patience();
  let doing = "starting";
  const fail = (text: string): void => reject(new DependencyFailed(discreet(`${stack}: ${text}`)));
  const timer = setTimeout(() => {
    fail(
      `the evaluation did not end within ${seconds} s (it was ${doing}); GOLIVE_GATE_SECONDS sets the limit`,
    );
    child.kill("SIGKILL");
  }, seconds * 1000);
  child.on("message", (message: Message) => {
    if (message.kind === "done") resolve(message.found);
    else if (message.kind === "failed") fail(`the program failed: ${message.message}`);
    else if (message.kind === "ask") message.questions.forEach(onQuestion);
    else {
      doing = message.step;
      onStep(doing);
    }
  });
  child.once("error", (error) => fail(`the evaluation could not be started: ${error.message}`));
  child.once(
    "exit",
    (code, signal) => fail(`the evaluation ended (${signal ?? `exit code ${code}`}) while ${doing}`), // no effect once it has answered
  );
  return promise.finally(() => clearTimeout(timer));
}
