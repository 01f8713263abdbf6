import { mistyped, WrongInput } from "../../errors.ts";
import { databaseOf } from "../../names.ts";
import type { ReleaseRecord } from "../../release/record.ts";
import { good } from "../choose.ts";
import type { MigrationRecord } from "../evidence.ts";
import { type Pages, pagesLines } from "../frontend.ts";
import { Halted } from "../halted.ts";
import { noSuchRelease } from "../no-such-release.ts";
import { movesTo, notGoneBack, planLines } from "../plan.ts";
import type { AllServing } from "../serving.ts";
import type { Work } from "../work.ts";
import type { Engine, Server } from "./engine.ts";
import { finished, tagKeys } from "./names.ts";
import { ago, type Restorable, releaseAt, schemaAt, snapshotFor } from "./point.ts";
import { steps } from "./steps.ts";

/** Before which release, or to which moment. */
export type Wish = { readonly to: string } | { readonly at: Date };

export interface Plan extends Restorable {
  readonly release: ReleaseRecord;
  /** The new database, where an earlier run has begun it. */
  readonly begun: Server | undefined;
}

/** As the new database is tagged, and as a person types it. */
export const wishText = (wish: Wish): string =>
  "to" in wish ? `to ${wish.to}` : `at ${wish.at.toISOString()}`;

/** Whether a database is what this wish makes, or is making. */
export const isFor =
  (wish: Wish) =>
  ({ tags }: Server): boolean =>
    tags[tagKeys.wish] === wishText(wish) && tags[tagKeys.step] !== finished;

/** @throws WrongInput for a release or a time that there is not, Halted where nothing fits it */
export async function planOf(
  work: Work,
  engine: Engine,
  wish: Wish,
  releases: readonly ReleaseRecord[],
  past: readonly MigrationRecord[],
): Promise<Plan> {
  const all = await engine.all();
  const begun = all.find(isFor(wish));
  const at = begun && new Date(begun.tags[tagKeys.at] ?? "");
  const known = good(releases);
  if ("to" in wish) {
    const release = known.find(({ id }) => id === wish.to);
    if (release === undefined) throw noSuchRelease(wish.to, releases);
    const name = begun?.tags[tagKeys.from];
    const found =
      begun && at && name !== undefined
        ? { point: { kind: "snapshot" as const, name, at }, schema: release.schema }
        : snapshotFor(release, past, await engine.snapshots());
    if (found) return { ...found, release, begun };
    throw new Halted(
      `no snapshot of ${work.target.prefix} holds a schema that ${release.id} runs on (${release.schema.runsWith.join(", ")}): \`--database --at TIME\` restores to a point in time`,
    );
  }
  const latest = all.find(({ name }) => name === databaseOf(work.target))?.latest;
  if (begun === undefined && wish.at.getTime() > (latest?.getTime() ?? Date.now()))
    throw new WrongInput([
      mistyped(
        "--at",
        wish.at.toISOString(),
        `a time up to ${(latest ?? new Date()).toISOString()}, the latest that can be restored`,
      ),
    ]);
  const schema = schemaAt(past, wish.at);
  const release = releaseAt(known, schema, wish.at);
  if (release === undefined)
    throw new Halted(
      `no release that is written down served at ${wish.at.toISOString()} and runs on the schema of then`,
    );
  return { point: { kind: "time", at: wish.at }, schema, release, begun };
}

/** What is lost comes first. */
export function sayPlan(
  work: Work,
  { point, release, begun }: Plan,
  old: Server,
  now: AllServing,
  pages: Pages,
): void {
  const { voice, target, manner } = work;
  const what = point.kind === "snapshot" ? `the snapshot ${point.name}` : "the log of changes";
  voice.say(
    `DATA IS LOST: all that was written in the last ${ago(point.at, new Date())}, since ${point.at.toISOString()}`,
  );
  voice.say(`database   ${old.name} → ${what}, restored to a new one; the old one stays, under another name`);
  voice.say(`release    ${release.id}, of ${release.at}\n`);
  const last = begun ? steps.findIndex(({ name }) => name === begun.tags[tagKeys.step]) : -1;
  voice.say(
    begun
      ? `  ✔ ${begun.name} was restored by an earlier run`
      : "  + restore to a new one, with every setting of the old one",
  );
  for (const [index, { says }] of steps.entries()) voice.say(`  ${index <= last ? "✔" : "+"} ${says}`);
  const moves = movesTo(release, now, target.config, true);
  for (const line of [...planLines(moves, manner.watchMinutes), ...pagesLines(pages)]) voice.say(line);
  voice.say("not gone back:");
  const replicas =
    old.replicas.length > 0
      ? [
          `read replicas (${old.replicas.join(", ")}): they follow the old instance, and show its data until \`pulumi up --replace\` makes new ones`,
        ]
      : [];
  for (const line of [
    ...replicas,
    ...notGoneBack(release, now, "caches, queues and buckets: they keep what was written since", pages),
  ])
    voice.say(`  ${line}`);
  voice.say("");
}
