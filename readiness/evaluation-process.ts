/**
 * One stack's evaluation, in a process of its own: the program finds its configuration in the environment, and the SDK's
 * state is a whole process's. Started by `evaluate.ts`, which it tells what it does and what came out, over IPC.
 *
 * The pack is started before anything heavy is imported: both then load side by side.
 */
import "./late-modules.ts";
import process from "node:process";
import type { EvaluationMessage, EvaluationOrder } from "./evaluation.ts";
import { PackFailed, PackProcess } from "./pack-process.ts";

// The SDK notes a stack trace for each property of each resource, to name promises that nobody awaited: a third of the
// time of a run, and nothing here reads them.
if (!process.env.GOLIVE_DEBUG) Error.stackTraceLimit = 0;

// Not by environment or argument, as the engine does: Linux takes 128 KiB in one of them, and a large product needs more.
const order = await new Promise<EvaluationOrder>((resolve) => process.once("message", resolve));
process.env.PULUMI_CONFIG = order.config;
const pack =
  order.pack === undefined
    ? undefined
    : new PackProcess({ ...order, folder: order.pack, config: order.packConfig });

const tell = (message: EvaluationMessage): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!process.send) reject(new Error("started by hand: `./golive gate` starts it"));
    else process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });

async function end(message: EvaluationMessage): Promise<never> {
  pack?.stop();
  await tell(message);
  process.exit(message.kind === "done" ? 0 : 1);
}

async function fail(error: unknown): Promise<never> {
  const by = error instanceof PackFailed ? "pack" : "program";
  return end({ kind: "failed", by, message: error instanceof Error ? error.message : String(error) });
}

process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
process.on("disconnect", () => {
  pack?.stop(); // the gate is gone: nobody waits for an answer
  process.exit(1);
});

try {
  const { evaluate } = await import("./judge.ts");
  await end(await evaluate(order, pack, (step) => void tell({ kind: "step", step })));
} catch (error) {
  await fail(error);
}
