import type { Failure } from "../evidence/record.ts";
import { type Backup, backupFor } from "./migrate/backup.ts";
import type { Target } from "./target.ts";
import { declaredTask } from "./task/declared.ts";
import type { Drill } from "./trial/attempt.ts";
import { type Here, type Ran, runOnce, taskLine } from "./trial/one-off.ts";

const rows = { migrate: ["C13", "P07"], verify: ["C14", "W04", "P07"] } as const;
const order = ["migrate", "verify"] as const;

/**
 * A backup, then the task `migrate`, then the task `verify`, which only reads (C13, C14, P07): what a deployment does by
 * itself, by hand and with a record. What fails ends it there.
 * @throws WrongInput where the stack file declares no such tasks
 */
export function migrate(target: Target, here: Here | undefined): Drill {
  for (const name of order) declaredTask(target, name);
  const backup = backupFor(target, here);
  return {
    kind: "migrate",
    plan: async (work) => [backup.says, ...order.map((name) => taskLine(work, name, here))],
    act: async (work) => {
      const { at, seconds } = await backup.take(work);
      work.voice.say(`  ✔ ${at}, after ${seconds} s`);
      const ran: Ran[] = [];
      for (const name of order) {
        const one = await runOnce(work, name, here);
        ran.push(one);
        if (!one.ok) break;
      }
      return outcome(target, { at, seconds }, ran);
    },
  };
}

function outcome(target: Target, backup: Awaited<ReturnType<Backup["take"]>>, ran: readonly Ran[]) {
  const failures = ran.flatMap((one, at): Failure[] => {
    const name = order[at];
    return one.ok || name === undefined ? [] : [{ what: one.says, requirements: [...rows[name]] }];
  });
  const { version } = target.config.release.schema;
  return {
    passed: failures.length === 0,
    says:
      failures.length === 0
        ? `migrated to schema ${version} after a backup, and verified`
        : `not migrated to schema ${version}: ${ran.at(-1)?.says}; the backup is ${backup.at}`,
    failures,
    measurements: {
      backup: backup.at,
      backupSeconds: backup.seconds,
      schema: version,
      ...Object.fromEntries(ran.map(({ seconds }, at) => [`${order[at]}Seconds`, seconds])),
    },
  };
}
