import { join } from "node:path";
import type { Subject } from "./measure.ts";

/** The gate as a person calls it, for its production stack; a verdict of "not ready" is an answer too. */
export function gateOf(root: string, directory = root): Subject {
  return {
    name: "gate",
    command: [
      process.execPath,
      join(root, "cli/golive.ts"),
      "gate",
      "--stack",
      "production",
      "--json",
      "--directory",
      directory,
    ],
    cwd: root,
    env: { ...process.env, GOLIVE_GATE_SECONDS: "1800" },
    codes: [0, 1],
  };
}
