import type { Failure } from "../evidence/record.ts";
import { changesIn } from "./local/changes.ts";
import { LocalDatabase } from "./local/postgres.ts";
import type { Target } from "./target.ts";
import { declaredTask } from "./task/declared.ts";
import type { Drill } from "./trial/attempt.ts";
import { type Here, runOnce, taskLine } from "./trial/one-off.ts";

const name = "bootstrap-admin";

/**
 * Makes the first administrator by the one-off task, twice: the second time it must end well again, and change nothing
 * (W02). Each time is verified by the task that only reads, where there is one (P07).
 * @throws WrongInput where the stack file declares no such task
 */
export function bootstrapAdmin(target: Target, here: Here | undefined): Drill {
  declaredTask(target, name);
  const after = target.config.tasks.verify === undefined ? [] : ["verify"];
  const steps = [name, ...after, name, ...after];
  const database = here && LocalDatabase.of(target);
  return {
    kind: "bootstrap-admin",
    plan: async (work) => [
      ...steps.map((step) => taskLine(work, step, here)),
      database
        ? `compares all rows of ${database.at} before and after the second time`
        : "whether the second time changes rows is the task's own word: nobody looks into the database",
    ],
    act: async (work) => {
      const failures: Failure[] = [];
      let before: ReadonlyMap<string, string> | undefined;
      let done = 0;
      for (const [at, step] of steps.entries()) {
        if (at === 1 + after.length && database) before = await changesIn.look(database);
        const ran = await runOnce(work, step, here);
        done = at + 1;
        if (ran.ok) continue;
        const time = at > after.length ? "the second time" : "the first time";
        failures.push({
          what: `${time} ${ran.says}`,
          requirements: step === name ? ["W02", "P07"] : ["P07"],
        });
        break;
      }
      const changed =
        database && before && failures.length === 0
          ? changesIn.between(before, await changesIn.look(database))
          : [];
      if (changed.length > 0)
        failures.push({
          what: `the second time changed rows of ${changed.join(", ")}`,
          requirements: ["W02"],
        });
      return {
        passed: failures.length === 0,
        says:
          failures.length === 0
            ? `${name} ended well twice${database ? ", and the second time changed nothing" : ""}`
            : (failures[0]?.what ?? ""),
        failures,
        measurements: { runs: done, rowsCompared: database !== undefined },
      };
    },
  };
}
