import { Releases } from "./release/store.ts";
import { again } from "./rollback/again.ts";
import { good, liveOf, matches } from "./rollback/choose.ts";
import { pagesLines, pagesOf } from "./rollback/frontend.ts";
import { Halted } from "./rollback/halted.ts";
import { movesTo, notGoneBack, planLines, untouched } from "./rollback/plan.ts";
import { servingNow } from "./rollback/serving.ts";
import { turn } from "./rollback/turn.ts";
import type { Manner, Voice } from "./rollback/work.ts";
import { beginWork, continued, refuse, sayPin } from "./rollback.ts";
import type { Target } from "./target.ts";

/** Puts the last known good release in place once more, whatever serves now (W10). */
export async function redeploy(target: Target, voice: Voice, manner: Manner): Promise<"planned" | "done"> {
  const work = await beginWork("redeploy", target, voice, manner);
  const releases = await Releases.of(target, work.session).list();
  const now = await servingNow(work);
  const [to] = good(releases);
  if (to === undefined)
    throw new Halted(
      `no release of ${target.prefix} is written down that served: \`./golive up ${target.stack}\` deploys one`,
    );
  const same = matches(to, now);
  voice.say(`to ${to.id}, of ${to.at}${same ? ": it serves already, and gets new tasks" : ""}`);
  await refuse(work, to, releases, now);

  const moves = movesTo(to, now, target.config, same);
  const pages = await pagesOf(work, to);
  for (const line of [...planLines(moves, manner.watchMinutes), ...pagesLines(pages)]) voice.say(line);
  voice.say("not deployed again:");
  for (const line of notGoneBack(to, now, untouched, pages)) voice.say(`  ${line}`);
  if (!manner.act) return "planned";
  voice.say("");
  const live = liveOf(releases, now);
  const from = live?.id === to.id ? undefined : live;
  await turn(work, { kind: "redeploy", from, to, moves, pages }).catch((error: unknown) => {
    throw continued(error, again(work, "redeploy"));
  });
  if (!same) sayPin(work, to);
  else voice.say(`\n${to.id} serves with new tasks.`);
  return "done";
}
