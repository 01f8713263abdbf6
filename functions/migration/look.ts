import { createHash } from "node:crypto";
import type { HookQuestion } from "../shared/hook.ts";
import type { OneOff, OneOffs } from "../shared/one-off.ts";
import type { Database } from "./database.ts";
import type { Seen } from "./plan.ts";
import { type Entry, hexOf, type MigrationRecord, type Records } from "./record.ts";
import { type Asking, digestOf, type Releases, type ReleaseTasks } from "./release.ts";
import type { Settings } from "./settings.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";
import { refusal, replaced, returning, telling } from "./window.ts";

export interface Tools {
  readonly settings: Settings;
  readonly releases: Releases;
  readonly database: Database;
  readonly records: Records;
  readonly tasks: OneOffs;
  now(): Date;
}

/** Which release asks, beside which database, and what is known of both. */
export interface Asked {
  readonly asking: Asking;
  readonly resourceId: string;
  /** Where all successful records are, and of those this release's own, the newest first. */
  readonly entries: readonly Entry[];
  readonly made: readonly MigrationRecord[];
}

export async function ask(question: HookQuestion, { releases, database, records }: Tools): Promise<Asked> {
  const [asking, resourceId, entries] = await Promise.all([
    releases.asking(question),
    database.resourceId(),
    records.entries(),
  ]);
  const digests = asking.images.map(digestOf);
  const made = await records.read(entries.filter(({ digest }) => digests.includes(digest)));
  return {
    asking,
    resourceId,
    entries,
    made: made.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)),
  };
}

/** The record of this release in this database, if there is one. */
export const madeHere = ({ made, resourceId }: Asked): MigrationRecord | undefined =>
  made.find(({ database, result }) => database.resourceId === resourceId && result === "SUCCESSFUL");

/** A deployment that has something to do. */
export interface Try extends Asked {
  readonly tasks: ReleaseTasks;
  readonly digest: string;
  /** The schema that it makes: as it was recorded, where it was made in another database before. */
  readonly schema: MigrationRecord["schema"];
  /** The snapshot's name. */
  readonly snapshot: string;
  /** Eight digits that no other deployment and no other database has: what failed in one is tried anew in the next. */
  readonly unique: string;
}

export async function tried(asked: Asked, { settings, releases }: Tools): Promise<Try> {
  const { asking, resourceId, made } = asked;
  const tasks = await releases.tasks(asking.images);
  const digest = digestOf(tasks.image) ?? "";
  return {
    ...asked,
    tasks,
    digest,
    schema: made[0]?.schema ?? settings.schema,
    snapshot: snapshotOf(settings.prefix, digest, resourceId),
    unique: createHash("sha256").update(`${asking.revision} ${resourceId}`).digest("hex").slice(0, 8),
  };
}

/** What its task is started by and, as no two have the same, found by: short enough for every limit of ECS. */
export const startedBy = (work: keyof Seen["tasks"], { digest, unique }: Try): string =>
  `${work}/${hexOf(digest).slice(0, 12)}/${unique}`;

export interface Looked extends Seen {
  readonly snapshots: readonly Snapshot[];
}

export async function look(one: Try, tools: Tools): Promise<Looked> {
  const { settings, database } = tools;
  const [migrations, verifications, snapshots] = await Promise.all([
    tools.tasks.list(settings.migrate),
    tools.tasks.list(settings.verify),
    database.snapshots(),
  ]);
  const [migrate, verify] = [startedBy("migrate", one), startedBy("verify", one)];
  const seen = { migrate: newestBy(migrations, migrate), verify: newestBy(verifications, verify) };
  return {
    now: tools.now(),
    since: one.asking.since,
    tasks: seen,
    others: migrations.filter((task) => !task.ended && task.startedBy !== migrate),
    refusal: seen.migrate || seen.verify ? undefined : await refused(one, tools),
    snapshot: snapshots.find(({ name }) => name === one.snapshot),
    snapshots,
  };
}

const newestBy = (tasks: readonly OneOff[], by: string): OneOff | undefined =>
  tasks
    .filter(({ startedBy }) => startedBy === by)
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];

/** A schema that was made before was judged then: beside a restored database it changes nothing for anybody. */
async function refused(one: Try, { settings, records, now }: Tools): Promise<string | undefined> {
  if (one.made.length > 0) return undefined;
  const window = {
    now: now(),
    rollbackDays: settings.rollbackDays,
    asking: one.digest,
    serving: one.asking.serving,
  };
  const first = telling(one.entries, window);
  const known = await records.read(first);
  const older = replaced(one.entries, known).filter((entry) => !first.includes(entry));
  return refusal(one.schema, returning([...known, ...(await records.read(older))], window));
}
