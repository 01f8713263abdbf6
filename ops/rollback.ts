import { AwsFailed } from "./errors.ts";
import type { ReleaseRecord } from "./release/record.ts";
import { Releases } from "./release/store.ts";
import { again } from "./rollback/again.ts";
import { choose, good, leftBy } from "./rollback/choose.ts";
import { clientsOf } from "./rollback/clients.ts";
import { migrations } from "./rollback/evidence.ts";
import { pagesLines, pagesOf } from "./rollback/frontend.ts";
import { Halted, Interrupted } from "./rollback/halted.ts";
import { noSuchRelease } from "./rollback/no-such-release.ts";
import { movesTo, notGoneBack, planLines, untouched } from "./rollback/plan.ts";
import { type AllServing, goneOf, servingNow } from "./rollback/serving.ts";
import { turn } from "./rollback/turn.ts";
import { outsideWindow, replacedAt } from "./rollback/window.ts";
import type { Manner, Voice, Work } from "./rollback/work.ts";
import { signIn } from "./session.ts";
import type { Target } from "./target.ts";

/** Signs in and says who acts where. */
export async function beginWork(what: string, target: Target, voice: Voice, manner: Manner): Promise<Work> {
  const session = await signIn(target);
  const { account, region } = target.config;
  voice.say(`${what} ${target.stack}, in ${account} ${region}\nas ${session.who}\n`);
  return { target, session, clients: clientsOf(target), voice, manner };
}

/** Goes back to a release that served: the one named, or the last good one before what serves now (P17, K17). */
export async function rollback(
  target: Target,
  wish: { readonly to?: string | undefined },
  voice: Voice,
  manner: Manner,
): Promise<"planned" | "done"> {
  const work = await beginWork("rollback", target, voice, manner);
  const releases = await Releases.of(target, work.session).list();
  const now = await servingNow(work);
  const { to, from } =
    wish.to === undefined ? chosen(work, releases, now) : named(work, wish.to, releases, now);
  voice.say(`from ${from?.id ?? "what was never proven to serve"}\nto   ${to.id}, of ${to.at}`);
  await refuse(work, to, releases, now);

  const moves = movesTo(to, now, target.config);
  const pages = await pagesOf(work, to);
  for (const line of [...planLines(moves, manner.watchMinutes), ...pagesLines(pages)]) voice.say(line);
  voice.say("not gone back:");
  for (const line of notGoneBack(to, now, `${untouched}; \`--database\` goes back with both`, pages))
    voice.say(`  ${line}`);
  if (!manner.act) return "planned";
  voice.say("");
  await turn(work, { kind: "rollback", from, to, moves, pages }).catch((error: unknown) => {
    throw continued(error, again(work, "rollback", [`--to ${to.id}`]));
  });
  sayPin(work, to);
  return "done";
}

/** Ctrl-C, or AWS does not answer any more: nothing half-done is hidden. */
export function continued(error: unknown, command: string): unknown {
  const rest = `what is said above was done, and AWS goes on with it. To go on from here:\n  ${command}`;
  if (error instanceof Interrupted) return new Halted(`interrupted: ${rest}`);
  return error instanceof AwsFailed ? new AwsFailed(`${error.message}\n${rest}`) : error;
}

export const sayPin = ({ voice, target }: Work, to: ReleaseRecord): void =>
  voice.say(
    `\n${to.id} serves.\n${target.file} still names what was left. This writes into it what serves now:\n  ./golive ops pin ${target.typed} --live --yes`,
  );

function chosen(work: Work, releases: readonly ReleaseRecord[], now: AllServing) {
  const choice = choose(releases, now);
  if (choice) return choice;
  throw new Halted(
    `there is no release to go back to: of ${work.target.prefix} ${good(releases).length} are written down that served and were not gone back from`,
  );
}

function named({ target }: Work, id: string, releases: readonly ReleaseRecord[], now: AllServing) {
  const to = good(releases).find((release) => release.id === id);
  if (to) return { to, from: leftBy(releases, now, to) };
  if (releases.some((release) => release.id === id))
    throw new Halted(
      `${id} was gone back from: it is no release to go back to; \`./golive up ${target.stack} --again\` deploys its images anew, where the stack file names them`,
    );
  throw noSuchRelease(id, releases);
}

/** @throws Halted where the release may not, or cannot, run now */
export async function refuse(
  work: Work,
  to: ReleaseRecord,
  releases: readonly ReleaseRecord[],
  now: AllServing,
): Promise<void> {
  const { config } = work.target;
  const [newest] = await migrations(work);
  const reasons = [
    ...(now.size === 0 ? ["none of the stack's services is deployed"] : []),
    ...outsideWindow(to, {
      made: newest?.schema,
      migrates: config.tasks.migrate !== undefined,
      replacedAt: replacedAt(to, releases),
      rollbackDays: config.release.rollbackDays,
      now: new Date(),
    }),
    ...(await goneOf(work, to, now.keys())),
  ];
  if (reasons.length > 0)
    throw new Halted(
      `${to.id} is refused:\n${reasons.map((line) => `  ✘ ${line}`).join("\n")}\nNothing was changed.`,
    );
}
