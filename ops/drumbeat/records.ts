import { kinds } from "../../evidence/kinds.ts";
import { type Condition, condition } from "../condition.ts";
import type { Trial } from "../trial/trial.ts";

/** A restore that is too long ago says nothing of the backups of now. */
export async function restoredLately({ store, target }: Trial, now: Date): Promise<Condition> {
  const { records } = await store.read();
  const newest = records.findLast(({ kind }) => kind === "restore");
  const days = newest && Math.floor((now.getTime() - Date.parse(newest.ended)) / 86_400_000);
  const ready = newest?.result === "passed" && days !== undefined && days <= kinds.restore.maxAgeDays;
  return condition("restore", ready, {
    found:
      newest === undefined
        ? "no restore is written down"
        : `${newest.result === "passed" ? "passed" : "failed"} ${days} days ago`,
    todo: `./golive ops restore-drill ${target.typed} --yes`,
  });
}

/** Nothing was edited or taken out. */
export async function soundRecords({ store }: Trial): Promise<Condition> {
  const { records, flaws } = await store.read();
  return condition("records", flaws.length === 0, {
    found: flaws.length === 0 ? `${records.length} in an unbroken chain` : flaws.join("; "),
    todo: `find out who wrote into ${store.at}: nothing in it proves anything until then`,
  });
}
