/**
 * Evaluates one stack, in a process of its own, because the SDK's state is a whole process's. Started by `start.ts`,
 * which it tells what it does and what came out, over IPC.
 *
 * All that is heavy loads at once; the order follows when the stack file has been read.
 */
import "./plain-imports.ts";
import "../program/lean-sdk.ts";
import "../program/lean-aws.ts";
import process from "node:process";
import type { Question } from "./analyzer.ts";
import { inBatches } from "./in-batches.ts";
import type { Message, Order } from "./order.ts";
import { steps } from "./steps.ts";

// Over IPC and not in the environment, as the engine does it: Linux takes 128 KiB there, and a large product needs more.
const ordered = new Promise<Order>((resolve) => process.once("message", resolve));

const tell = (message: Message): Promise<void> =>
  new Promise((resolve, reject) => {
    if (!process.send) reject(new Error("started by hand: `./golive gate` starts it"));
    else process.send(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });

async function end(message: Message): Promise<never> {
  await tell(message).catch(() => undefined); // the gate is gone: nobody is left to tell, and to try again would never end
  process.exit(message.kind === "done" ? 0 : 1);
}

async function fail(error: unknown): Promise<never> {
  return end({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}

process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
process.on("disconnect", () => process.exit(1)); // the gate is gone: nobody waits for an answer

const { timed, timings } = steps((step) => void tell({ kind: "step", step }));

try {
  const { carryOut } = await import("./carry-out.ts");
  const order = await ordered;
  const questions = inBatches((all: readonly Question[]) => void tell({ kind: "ask", questions: all }));
  const found = await carryOut(order, questions.add, timed);
  questions.flush();
  await end({ kind: "done", found: { ...found, timings } });
} catch (error) {
  await fail(error);
}
