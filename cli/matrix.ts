import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../policy/rules.ts";
import { type MatrixRow, matrixOf } from "../readiness/register/matrix.ts";
import { shippedIn } from "../readiness/register/shipped.ts";
import { gateRules } from "../readiness/surface/rules.ts";
import { root } from "./root.ts";

/** The register joined with this project's own rules, documents, workflows and tests. */
export const projectMatrix = (): readonly MatrixRow[] =>
  matrixOf({ rules: [...rules, ...gateRules], shipped: shippedIn(root), tests: testsIn(root) });

/** The test about the matrix itself names rows without testing them. */
const itself = "test/readiness/matrix.test.ts";

function testsIn(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(join(folder, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => `test/${file}`)
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules") && file !== itself);
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}
