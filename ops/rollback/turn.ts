import type { DeploymentConfiguration } from "@aws-sdk/client-ecs";
import { servedAlarmsOf } from "../names.ts";
import { releaseId } from "../release/make.ts";
import type { ReleaseRecord } from "../release/record.ts";
import { leave, type RollbackRecord } from "./evidence.ts";
import { type Pages, putPages } from "./frontend.ts";
import { begin, putBack, rolledBack, stopDeployment } from "./go-back.ts";
import { Halted } from "./halted.ts";
import { type Move, minutes } from "./plan.ts";
import { unproven } from "./prove.ts";
import { reasons } from "./reasons.ts";
import { type Serving, servingNow } from "./serving.ts";
import { declared } from "./strategy.ts";
import { type Moved, missing, ringing, servedAlarms, type Watched, watch } from "./watch.ts";
import { goOn, type Work } from "./work.ts";

export interface Turn {
  readonly kind: RollbackRecord["kind"];
  readonly from: ReleaseRecord | undefined;
  readonly to: ReleaseRecord;
  readonly moves: readonly Move[];
  readonly pages: Pages;
  /** For tasks to start, hooks to answer and old tasks to go, beyond the minutes that are watched. */
  readonly patienceMinutes?: number;
  /** It is gone back to what is left here: nothing was wrong with it. */
  readonly drill?: boolean;
}

/** Puts a release in place, watches, proves and writes it down; the same for a rollback and for a redeployment. */
export async function turn(
  work: Work,
  { kind, from, to, moves, pages, patienceMinutes = 45, drill = false }: Turn,
): Promise<void> {
  const { target, session, voice, manner } = work;
  const before = new Map<string, DeploymentConfiguration>();
  const began = new Date();
  let watched: Watched;
  let wrongPages: readonly string[];
  try {
    const moved = await act(work, moves, before);
    const ids = moves.map(({ service }) => service.id);
    voice.say(`\nwatching for ${minutes(manner.watchMinutes)}:`);
    [watched, wrongPages] = await Promise.all([
      watch(work, moved, servedAlarms(work, ids), patienceMinutes),
      putPages(work, pages),
    ]);
  } finally {
    await restore(work, before);
  }

  goOn(work);
  const { wrong } = watched;
  const open = wrong.length > 0 ? wrong : await unproven(work, moves);
  const bad = open.length + wrongPages.length > 0;
  const loud = ringing(watched.alarms);
  const at = new Date();
  const record: RollbackRecord = {
    kind,
    stack: target.prefix,
    id: releaseId(at),
    at: at.toISOString(),
    by: session.who,
    from: from?.id ?? null,
    to: to.id,
    services: to.services,
    frontend: pages.way === "none" ? null : pages.to.id,
    watch: { minutes: manner.watchMinutes, alarms: watched.alarms },
    result: bad ? "not proven" : loud.length > 0 ? "serves, and alarms ring" : "serves",
  };
  await leave(work, `rollback/${record.id}.json`, record);
  voice.say(`written down: rollback/${record.id}.json (${record.result})`);
  if (bad)
    throw new Halted(
      `not proven: ${to.id} does not serve everywhere:\n${await reasons(work, open, began, wrongPages)}\n` +
        `next: \`./golive ops rollback ${target.typed} --to RELEASE --yes\` goes to another release`,
    );
  if (!drill) await mark(work, from, to);
  if (loud.length > 0)
    throw new Halted(
      `${to.id} serves, and these alarms still ring:\n${loud.map((name) => `  ✘ ${name}`).join("\n")}\n` +
        `next: the cause is not in what was released, or is older: look at the database, the queue and third parties (the runbook's page of each alarm), or go further back with \`./golive ops rollback ${target.typed} --to RELEASE --yes\``,
    );
  const unwatched = missing(watched.alarms).filter((name) => hasAlarms(work, moves, name));
  if (unwatched.length > 0)
    throw new Halted(
      `${to.id} serves, and nobody watches it: these alarms do not exist:\n${unwatched.map((name) => `  ✘ ${name}`).join("\n")}\nnext: \`./golive up ${target.stack}\` makes them`,
    );
}

/** A service that is deployed task by task has one target group, and alarms of one colour at most. */
const hasAlarms = ({ target }: Work, moves: readonly Move[], alarm: string): boolean =>
  moves.some(({ service: { id, shifting } }) => shifting && servedAlarmsOf(target, id).includes(alarm));

async function act(
  work: Work,
  moves: readonly Move[],
  before: Map<string, DeploymentConfiguration>,
): Promise<readonly Moved[]> {
  const stopped = moves.filter(({ way }) => way === "stop");
  for (const { service } of stopped) await stopDeployment(work, service);
  for (const { service } of stopped) await rolledBack(work, service);
  const again = await servingNow(
    work,
    stopped.map(({ service }) => service.id),
  );

  const moved: Moved[] = [];
  for (const { service: then, to, way } of moves) {
    const service = again.get(then.id) ?? then;
    if (way === "leave" || (way === "stop" && service.taskDefinition === to)) continue;
    if (way === "wait") {
      moved.push({ id: service.id, before: undefined });
      continue;
    }
    goOn(work);
    if (service.shifting) before.set(service.id, declaredOf(work, service));
    moved.push({ id: service.id, before: service.deployment?.serviceDeploymentArn });
    await begin(work, service, to);
  }
  return moved;
}

function declaredOf({ target }: Work, { id, configuration }: Serving): DeploymentConfiguration {
  const settings = target.config.services[id];
  return declared(configuration, settings && "deploy" in settings ? settings.deploy : undefined);
}

/** Whatever happened before: the next release must be deployed as the stack file says. */
async function restore(work: Work, before: ReadonlyMap<string, DeploymentConfiguration>): Promise<void> {
  const left: string[] = [];
  for (const [id, configuration] of before)
    try {
      await putBack(work, id, configuration);
    } catch (error) {
      left.push(`  ✘ ${id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  if (left.length === 0) return;
  work.voice.say(
    `\nthe declared way of deploying (${work.target.file}) could not be put back; until \`./golive up ${work.target.stack}\` does, releases reach all users at once:\n${left.join("\n")}`,
  );
}

/** Writes down that a release was gone back from: it is none to go back to. */
async function mark(work: Work, from: ReleaseRecord | undefined, to: ReleaseRecord): Promise<void> {
  if (from === undefined || from.at <= to.at) return;
  const record: ReleaseRecord = { ...from, result: "rolled back from" };
  await leave(work, `release/${from.id}-rolled-back.json`, record, ["PreconditionFailed"]);
}
