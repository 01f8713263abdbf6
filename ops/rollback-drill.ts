import type { ReleaseRecord } from "./release/record.ts";
import { Releases } from "./release/store.ts";
import { choose } from "./rollback/choose.ts";
import { clientsOf } from "./rollback/clients.ts";
import { pagesLines, pagesOf } from "./rollback/frontend.ts";
import { Halted } from "./rollback/halted.ts";
import { movesTo, planLines } from "./rollback/plan.ts";
import { servingNow } from "./rollback/serving.ts";
import { turn } from "./rollback/turn.ts";
import type { Work } from "./rollback/work.ts";
import { refuse } from "./rollback.ts";
import type { Attempted, Drill, TrialWork } from "./trial/attempt.ts";

/**
 * Puts the release before in place, proves that it serves, and comes back the same way (G14, P17, K17): a way back that
 * nobody has gone is none.
 */
export function rollbackDrill(watchMinutes: number): Drill {
  return {
    kind: "rollback",
    minutes: watchMinutes,
    plan: async (drill) => {
      const work = await workOf(drill, watchMinutes);
      const { from, to, releases } = await ways(work);
      const now = await servingNow(work);
      await refuse(work, to, releases, now);
      return [
        `from ${from.id} to ${to.id}, and back to ${from.id}`,
        ...planLines(movesTo(to, now, work.target.config), watchMinutes),
        ...pagesLines(await pagesOf(work, to)),
      ];
    },
    act: async (drill) => {
      const work = await workOf(drill, watchMinutes);
      const { from, to, releases } = await ways(work);
      const there = await go(work, releases, from, to);
      drill.voice.say(`\n✔ ${to.id} served; back to ${from.id}:`);
      const back = await go(work, releases, to, from).catch((error: unknown) => {
        throw error instanceof Halted ? new Halted(`${error.message}\n${notBack(work)}`) : error;
      });
      return outcome(from, to, { there, back, watchMinutes });
    },
  };
}

const notBack = ({ target }: Work): string =>
  `the release before still serves, or both do: \`./golive ops redeploy ${target.typed} --yes\` deploys the newest good one`;

async function workOf({ trial, voice, manner }: TrialWork, watchMinutes: number): Promise<Work> {
  const { target } = trial;
  return {
    target,
    session: await trial.session(),
    clients: clientsOf(target),
    voice,
    manner: { ...manner, act: true, watchMinutes },
  };
}

/** @throws Halted where there are no two releases to go between */
async function ways(work: Work) {
  const { target, session } = work;
  const releases = await Releases.of(target, session).list();
  const choice = choose(releases, await servingNow(work));
  if (choice === undefined)
    throw new Halted(`${target.prefix} has no release before the one that serves: deploy a second one first`);
  const { to, from } = choice;
  if (from === undefined)
    throw new Halted(
      `what serves now was never proven to serve, so there would be no way back to it: \`./golive up ${target.stack}\` first`,
    );
  return { to, from, releases };
}

/** Seconds until the other release serves, the watch included. */
async function go(
  work: Work,
  releases: readonly ReleaseRecord[],
  from: ReleaseRecord,
  to: ReleaseRecord,
): Promise<number> {
  const began = Date.now();
  const now = await servingNow(work);
  await refuse(work, to, releases, now);
  const moves = movesTo(to, now, work.target.config);
  await turn(work, { kind: "rollback", from, to, moves, pages: await pagesOf(work, to), drill: true });
  return Math.round((Date.now() - began) / 1000);
}

/** Each way was watched for those minutes to its end: what was not has thrown. */
const outcome = (
  from: ReleaseRecord,
  to: ReleaseRecord,
  { there, back, watchMinutes }: Readonly<Record<"there" | "back" | "watchMinutes", number>>,
): Attempted => ({
  passed: true,
  says: `${to.id} was put back and served, then ${from.id} again`,
  measurements: {
    ...{ from: from.id, to: to.id, thereSeconds: there, backSeconds: back },
    minutes: watchMinutes,
  },
});
