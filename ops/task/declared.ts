import { meant } from "../../config/reading/nearest.ts";
import type { Config } from "../../config/schema.ts";
import { platformKey } from "../../config/stack-file.ts";
import { WrongInput } from "../errors.ts";
import type { Target } from "../target.ts";

export type DeclaredTask = Config["tasks"][string] & {
  readonly name: string;
  /** As its container, its family and its log are named: `ops/names.ts`. */
  readonly id: string;
};

/** @throws WrongInput with the tasks that there are */
export function declaredTask(target: Target, name: string): DeclaredTask {
  const { tasks } = target.config;
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task !== undefined) return { ...task, name, id: `task-${name}` };
  const names = Object.keys(tasks);
  throw new WrongInput([
    target.mistake(["config", platformKey, "tasks"], {
      found: `no task "${name}"`,
      allowed: names.length > 0 ? `one of the tasks there: ${names.join(", ")}` : "a task; none is declared",
      ...meant(name, names),
    }),
  ]);
}
