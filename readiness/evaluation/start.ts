import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { DependencyFailed } from "../errors.ts";
import type { Found, Message, Order } from "./order.ts";
import { heap } from "./pack-process.ts";

/** Longest that one stack's evaluation may take, seconds: a program that hangs is ended, and is not ready. */
const patience = (): number => Number(process.env.GOLIVE_GATE_SECONDS ?? "120");

/**
 * The process that evaluates one stack. It begins to load when it is made, which takes longer than reading the stack
 * file: so it is made first, and ordered or abandoned when the file has been read.
 */
export class EvaluationProcess {
  readonly #stack: string;
  readonly #child: ChildProcess;

  /** @param root where golive itself is; its policy pack is in `policy/`. */
  constructor(root: string, stack: string) {
    this.#stack = stack;
    this.#child = fork(join(import.meta.dirname, "process.ts"), [join(root, "policy")], {
      cwd: root,
      env: environment(),
      execArgv: heap,
      stdio: ["ignore", process.stderr, process.stderr, "ipc"], // what the program prints must not mix with the report
      serialization: "advanced",
    });
  }

  /** @throws DependencyFailed */
  carryOut(order: Order, onStep: (step: string) => void = () => {}): Promise<Found> {
    this.#child.send(order);
    return outcome(this.#child, this.#stack, onStep);
  }

  abandon(): void {
    this.#child.kill("SIGKILL"); // its pack ends when nobody holds the other end of its input
  }
}

/** Nothing of an engine that may be around this process: no address to attach to. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_")));

function outcome(child: ChildProcess, stack: string, onStep: (step: string) => void): Promise<Found> {
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
    child.on("message", (message: Message) => {
      if (message.kind === "done") resolve(message.found);
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
