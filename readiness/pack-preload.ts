/** Runs in the pack's process before the pack itself, when the gate starts it. */
import "./late-modules.ts";
import process from "node:process";

// An orderly end writes down what Node compiled, for the next start; a signal alone would not.
process.once("SIGTERM", () => process.exit());

// The gate holds the other end: however it ends, killed or crashed, nobody is left who could ask this pack anything.
process.stdin.once("close", () => process.exit()).resume();
