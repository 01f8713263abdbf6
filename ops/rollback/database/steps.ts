import { databaseOf } from "../../names.ts";
import { Halted } from "../halted.ts";
import { until } from "../work.ts";
import type { Server } from "./engine.ts";
import { isOld, oldName, tagKeys } from "./names.ts";
import { pointProxy, proxyReaches, tellOwner } from "./proxy.ts";
import { rotateAddresses } from "./secrets.ts";
import { available, byName, hours, oldOf, type Restore, taken } from "./waiting.ts";

export interface Step {
  readonly name: string;
  readonly says: string;
  run(restore: Restore): Promise<void>;
}

/** What brings a restored database into the place of the old one. Each may be repeated; the new one's tag says which is over. */
export const steps: readonly Step[] = [
  {
    name: "restored",
    says: "wait until the new one is available, and look at it: encrypted with the same key, the same major version",
    async run(restore) {
      const made = await available(restore, restore.isNew);
      const old = await oldOf(restore);
      const major = (server: Server) => server.version.split(".")[0];
      if (!made.encrypted || made.keyId !== old.keyId || major(made) !== major(old))
        throw new Halted(
          `${made.name} is not as ${old.name}: encrypted ${made.encrypted}, key ${made.keyId}, version ${made.version}; it takes nobody's place`,
        );
    },
  },
  {
    name: "alike",
    says: "give it the settings that a restore does not take: windows, monitoring, insights, ceiling of storage, members",
    async run(restore) {
      const made = await available(restore, restore.isNew);
      const old = await oldOf(restore);
      await taken(restore.work, () => restore.engine.complete(old.name, made.name));
      await available(restore, (server) => restore.isNew(server) && server.servers >= old.servers);
    },
  },
  {
    name: "old aside",
    says: "rename the old one to …-before-…: from here on nobody reaches a database",
    async run(restore) {
      const { work, engine } = restore;
      const id = databaseOf(work.target);
      const holder = (await engine.all()).find(({ name }) => name === id);
      if (holder !== undefined && restore.isNew(holder)) return;
      const to = oldName(work.target, new Date());
      const gone = await until(work, hours, async () => {
        await engine.rename(id, to);
        const all = await engine.all();
        const last = all.filter(({ name }) => isOld(work.target, name)).toSorted(byName)[0];
        work.voice.now(`${id} → ${last?.name ?? to}: ${last?.status ?? "renaming"}`);
        return all.every(({ name }) => name !== id) && last?.status === "available" && last.tidy
          ? true
          : undefined;
      });
      if (gone === undefined) throw new Halted(`${id} was not renamed within an hour`);
    },
  },
  {
    name: "in place",
    says: "rename the new one to the old one's name",
    async run(restore) {
      const id = databaseOf(restore.work.target);
      const made = (await restore.engine.all()).find(restore.isNew);
      if (made === undefined) throw new Halted("the restored database is gone");
      const placed = (server: Server) => server.name === id && restore.isNew(server);
      await available(restore, placed, () => restore.engine.rename(made.name, id));
    },
  },
  {
    name: "owner",
    // After the renaming: RDS tags the secret with the name of its database, and roles may read only what bears this one.
    says: "let RDS make a new owner's password, and keep it as a secret",
    async run(restore) {
      const { work, engine } = restore;
      const made = await available(restore, restore.isNew);
      const old = await oldOf(restore);
      if (made.owner === undefined) await taken(work, () => engine.manageOwner(made.name, old.owner?.keyId));
      const owner = await until(work, hours, async () => {
        const now = (await engine.all()).find(restore.isNew);
        return now?.owner?.ready && now.status === "available" ? now.owner : undefined;
      });
      if (owner === undefined) throw new Halted("RDS has made no secret for the owner within an hour");
      await tellOwner(work, owner.arn);
    },
  },
  {
    name: "proxy",
    says: "point RDS Proxy at it, and wait until it gets there",
    async run({ work, engine }) {
      await pointProxy(work, engine);
      await proxyReaches(work, false);
    },
  },
  {
    name: "secrets",
    says: "rotate the logins' secrets: it has the passwords of then; services are restarted by the rotation",
    async run({ work }) {
      await rotateAddresses(work);
      await proxyReaches(work, true);
    },
  },
];

export const stepTag = (step: string): Record<string, string> => ({ [tagKeys.step]: step });
