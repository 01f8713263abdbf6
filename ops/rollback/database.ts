import { databaseOf } from "../names.ts";
import { Releases } from "../release/store.ts";
import { again } from "./again.ts";
import { leftBy } from "./choose.ts";
import { clusters } from "./database/clusters.ts";
import type { Server } from "./database/engine.ts";
import { instances } from "./database/instances.ts";
import { finished, newName, tagKeys } from "./database/names.ts";
import { isFor, type Plan, planOf, sayPlan, type Wish, wishText } from "./database/plan.ts";
import { pulumiWords } from "./database/pulumi.ts";
import { steps, stepTag } from "./database/steps.ts";
import { oldOf, type Restore } from "./database/waiting.ts";
import { migrations } from "./evidence.ts";
import { pagesOf } from "./frontend.ts";
import { Halted } from "./halted.ts";
import { movesTo } from "./plan.ts";
import { goneOf, servingNow } from "./serving.ts";
import { turn } from "./turn.ts";
import { goOn, type Work } from "./work.ts";

/** Restores the database to a new one, puts that in the old one's place, and deploys the release that fits it. */
export async function rollbackDatabase(work: Work, wish: Wish): Promise<"planned" | "done"> {
  const { target, session, voice, manner } = work;
  const engine = target.config.database.engine === "postgres" ? instances(work) : clusters(work);
  const releases = await Releases.of(target, session).list();
  const past = await migrations(work);
  const now = await servingNow(work);
  const plan = await planOf(work, engine, wish, releases, past);
  const { release, point } = plan;
  const isNew = isFor(wish);
  const restore: Restore = { work, engine, isNew };

  const gone = await goneOf(work, release, now.keys());
  if (gone.length > 0)
    throw new Halted(
      `${release.id} is refused:\n${gone.map((line) => `  ✘ ${line}`).join("\n")}\nNothing was changed.`,
    );
  const old = await oldOf(restore);
  const pages = await pagesOf(work, release);
  sayPlan(work, plan, old, now, pages);
  if (!manner.act) return "planned";

  try {
    await run(restore, plan, wish, old);
    const then = await servingNow(work); // rotations have restarted services meanwhile
    const moves = movesTo(release, then, target.config, true);
    const from = leftBy(releases, now, release);
    await turn(work, { kind: "rollback", from, to: release, moves, pages, patienceMinutes });
  } catch (error) {
    voice.say(
      `\nThe same command goes on from here, and repeats nothing that is done:\n  ${again(work, "rollback", ["--database", `--${wishText(wish)}`])}`,
    );
    await sayPulumi(restore).catch(() => undefined); // what went wrong first is what counts
    throw error;
  }
  const made = await newOf(restore);
  await engine.tag(made.arn, stepTag(finished));
  const kept = await oldOf(restore);
  voice.say(
    `\n${release.id} serves with the data of ${point.at.toISOString()}. The old database stays as ${kept.name}: it costs until you delete it.\n`,
  );
  for (const line of pulumiWords(target, kept, made)) voice.say(line);
  return "done";
}

/** The gating service's hook takes a snapshot of the new database, and may migrate it. */
const patienceMinutes = 150;

async function newOf({ engine, isNew }: Restore): Promise<Server> {
  const made = (await engine.all()).find(isNew);
  if (made === undefined) throw new Halted("the restored database is gone");
  return made;
}

/** Once the new one has taken the name, whether or not the rest went well. */
async function sayPulumi(restore: Restore): Promise<void> {
  const { voice, target } = restore.work;
  const made = await newOf(restore);
  if (made.name === databaseOf(target))
    for (const line of pulumiWords(target, await oldOf(restore), made)) voice.say(line);
}

async function run(restore: Restore, { point, begun }: Plan, wish: Wish, old: Server): Promise<void> {
  const { work, engine } = restore;
  if (begun === undefined) {
    const name = newName(work.target, new Date());
    await engine.restore(old.name, name, point, {
      ...Object.fromEntries(Object.entries(old.tags).filter(([key]) => !/^(aws:|restored-)/.test(key))),
      [tagKeys.wish]: wishText(wish),
      [tagKeys.from]: point.kind === "snapshot" ? point.name : old.name,
      [tagKeys.at]: point.at.toISOString(),
      ...stepTag("begun"),
    });
    work.voice.say(`  done: ${name} is being restored`);
  }
  const last = begun?.tags[tagKeys.step];
  for (const step of steps.slice(steps.findIndex(({ name }) => name === last) + 1)) {
    goOn(work);
    await step.run(restore);
    await engine.tag((await newOf(restore)).arn, stepTag(step.name));
    work.voice.say(`  done: ${step.says}`);
  }
}
