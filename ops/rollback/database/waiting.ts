import { databaseOf } from "../../names.ts";
import { Halted } from "../halted.ts";
import { until, type Work } from "../work.ts";
import type { Engine, Server, Taken } from "./engine.ts";
import { isOld } from "./names.ts";

export interface Restore {
  readonly work: Work;
  readonly engine: Engine;
  /** Which database is the new one, whatever it is called by now. */
  isNew(server: Server): boolean;
}

/** In minutes: RDS takes its time for a large database. */
export const hours = 60;

/** The one that was in use until now, under its name or already aside. */
export async function oldOf({ work, engine, isNew }: Restore): Promise<Server> {
  const all = await engine.all();
  const id = databaseOf(work.target);
  const aside = all.filter(({ name }) => isOld(work.target, name)).toSorted(byName);
  const old = all.find((server) => server.name === id && !isNew(server)) ?? aside[0];
  if (old === undefined) throw new Halted(`there is neither ${id} nor an older one of it`);
  return old;
}

/** RDS may still be busy with the change before, though it shows the database as available. */
export async function taken(work: Work, ask: () => Promise<Taken>): Promise<void> {
  const done = await until(work, hours, async () => ((await ask()) ? true : undefined));
  if (done === undefined) throw new Halted("RDS is busy with another change of the database for an hour");
}

export const byName = (a: Server, b: Server): number => b.name.localeCompare(a.name);

export async function available(
  { work, engine }: Restore,
  which: (server: Server) => boolean,
  hurry?: () => Promise<void>,
): Promise<Server> {
  let last = "not there yet";
  const found = await until(work, 4 * hours, async () => {
    await hurry?.();
    const server = (await engine.all()).find(which);
    last = server ? `${server.name}: ${server.status}` : last;
    work.voice.now(last);
    return server?.status === "available" && server.tidy ? server : undefined;
  });
  if (found === undefined) throw new Halted(`not available within four hours: ${last}`);
  return found;
}
