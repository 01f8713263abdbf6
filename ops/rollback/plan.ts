import type { Config } from "../../config/schema.ts";
import type { ReleaseRecord } from "../release/record.ts";
import type { Pages } from "./frontend.ts";
import { type AllServing, type Serving, shortOf } from "./serving.ts";

/** What one service needs. */
export interface Move {
  readonly service: Serving;
  readonly to: string;
  /**
   * leave: it runs that already; wait: it is being put in place; stop: the deployment in progress is undone, and what that
   * leads to is looked at again; deploy: a deployment of its own.
   */
  readonly way: "leave" | "wait" | "stop" | "deploy";
}

/** What a release needs, its gating service first: no other one starts before the schema was looked at. */
export function movesTo(
  release: ReleaseRecord,
  now: AllServing,
  config: Config,
  force = false,
): readonly Move[] {
  const first = config.tasks.migrate?.service;
  return [...now.values()]
    .flatMap((service): readonly Move[] => {
      const to = release.services[service.id]?.taskDefinition;
      return to === undefined ? [] : [{ service, to, way: wayOf(service, to, force) }];
    })
    .toSorted((a, b) => rank(a, first) - rank(b, first));
}

function wayOf(service: Serving, to: string, force: boolean): Move["way"] {
  if (service.taskDefinition === to) {
    if (service.moving) return "wait";
    return force || !service.complete ? "deploy" : "leave";
  }
  return service.shifting && service.moving ? "stop" : "deploy";
}

const rank = ({ service }: Move, first: string | undefined): number =>
  service.id === first ? 0 : service.shifting ? 1 : 2;

const says = {
  leave: "serves already",
  wait: "is being deployed already: waited for",
  stop: "its deployment is stopped: its share of the traffic goes to 0 % at once",
} as const;

export const minutes = (count: number): string => `${count} minute${count === 1 ? "" : "s"}`;

/** The plan in words, one line a service. */
export function planLines(moves: readonly Move[], watchMinutes: number): readonly string[] {
  const width = Math.max(0, ...moves.map(({ service }) => service.id.length));
  return moves.map(({ service, to, way }) => {
    const same = service.taskDefinition === to;
    const what = same ? shortOf(to) : `${shortOf(service.taskDefinition)} → ${shortOf(to)}`;
    const deployed = service.shifting
      ? `all traffic at once, watched for ${minutes(watchMinutes)} with the old tasks beside`
      : "task by task, at once";
    return `  ${service.id.padEnd(width)}  ${what}  ${way === "deploy" ? deployed : says[way]}`;
  });
}

export const untouched = "database: it keeps its schema and its data, on which this release runs";

/** What a rollback leaves as it is, so that nobody takes it for gone back. */
export function notGoneBack(
  release: ReleaseRecord,
  now: AllServing,
  data: string,
  pages: Pages,
): readonly string[] {
  const added = [...now.keys()].filter((id) => !(id in release.services));
  const removed = Object.keys(release.services).filter((id) => !now.has(id));
  return [
    data,
    ...(pages.way === "none" ? [`frontend: ${pages.why}`] : []),
    ...added.map((id) => `${id}: that release does not know it; it stays as it is`),
    ...removed.map((id) => `${id}: that release had it, and it is gone; only \`./golive up\` makes it again`),
    "everything else of the stack (network, alarms, one-off tasks): as the last `./golive up` left it",
  ];
}
