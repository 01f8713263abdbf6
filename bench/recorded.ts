import { fork } from "node:child_process";
import { join } from "node:path";
import { readStackFile } from "../config/stack-file.ts";
import type { Asked, Found } from "./asked.ts";

/** What a recording of the production stack tells; one process answers for all figures. */
export function recorded(root: string): Promise<Found> {
  made ??= ask(root);
  return made;
}

let made: Promise<Found> | undefined;

function ask(root: string): Promise<Found> {
  const file = readStackFile(join(root, "Pulumi.production.yaml"));
  if ("mistakes" in file) throw new Error("Pulumi.production.yaml has mistakes: ./golive gate lists them");
  const { project, stack, raw } = file;
  const asked: Asked = { root, entry: join(root, "index.ts"), project, stack, config: raw };
  const child = fork(join(import.meta.dirname, "inside.ts"), {
    cwd: root,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, PULUMI_NODEJS_PROJECT: project, PULUMI_NODEJS_STACK: stack },
  });
  child.send(asked);
  return new Promise((resolve, reject) => {
    child.once("message", (found: Found) => resolve(found));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the program ended with exit code ${code}`)));
  });
}
