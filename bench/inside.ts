/**
 * Runs the program of one stack in a process of its own, as the gate does, and answers with what only a recording can
 * tell. Started by `recorded.ts`.
 */
import "../readiness/program/lean-sdk.ts";
import process from "node:process";
import type { Asked } from "./asked.ts";

const asked = await new Promise<Asked>((resolve) => process.once("message", resolve));
const { answer } = await import("./answer.ts");
const found = await answer(asked);
process.send?.(found, () => process.exit(0));
