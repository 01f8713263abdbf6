/** Runs in the pack's process before the pack itself, when the gate starts it. */
import "./plain-imports.ts";
import "../program/lean-sdk.ts";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

// An orderly end writes down what Node compiled, for the next start; a signal alone would not.
process.once("SIGTERM", () => process.exit());

// The gate holds the other end: however it ends, killed or crashed, nobody is left who could ask this pack anything.
process.stdin.once("close", () => process.exit());

// What the pack will ask for is loaded while the gate still reads the stack file that the pack has to know.
const told = new Promise<string>((resolve) =>
  createInterface({ input: process.stdin }).once("line", resolve),
);
const pack = createRequire(join(process.cwd(), "package.json"));
await import(pathToFileURL(pack.resolve("@pulumi/policy")).href);
const rules = join(process.cwd(), "rules.ts");
if (existsSync(rules)) await import(pathToFileURL(rules).href);

Object.assign(process.env, JSON.parse(await told));
