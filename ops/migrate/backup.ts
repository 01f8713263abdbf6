import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalDatabase } from "../local/postgres.ts";
import { databaseOf } from "../names.ts";
import { releaseId } from "../release/make.ts";
import type { Target } from "../target.ts";
import type { TrialWork } from "../trial/attempt.ts";
import type { Here } from "../trial/one-off.ts";
import { takeSnapshot } from "./snapshot.ts";

/** What is taken before anything is changed (C13). */
export interface Backup {
  readonly says: string;
  take(work: TrialWork): Promise<{ readonly at: string; readonly seconds: number }>;
}

export const backupFor = (target: Target, here: Here | undefined): Backup =>
  here === undefined ? ofRds(target) : ofLocal(target);

/** Not one of those that releases take: the function that keeps their number small leaves it alone. */
function ofRds(target: Target): Backup {
  const from = databaseOf(target);
  return {
    says: `takes a snapshot of ${from}, which stays and costs until you delete it`,
    take: async (work) => {
      const began = Date.now();
      const name = `${target.prefix}-by-hand-${releaseId(new Date()).toLowerCase()}`;
      await takeSnapshot(work, { from, name });
      return { at: `snapshot ${name}`, seconds: seconds(began) };
    },
  };
}

function ofLocal(target: Target): Backup {
  const database = LocalDatabase.of(target);
  return {
    says: `dumps ${database.at} into a file of this machine, which stays until you delete it`,
    take: async ({ manner, voice }) => {
      const began = Date.now();
      const file = join(tmpdir(), `golive-${target.prefix}-${releaseId(new Date())}.dump`);
      const line = (text: string) => voice.say(`  | ${text}`);
      await database.tool("pg_dump", ["--format=custom", `--file=${file}`], { signal: manner.signal, line });
      return { at: file, seconds: seconds(began) };
    },
  };
}

const seconds = (began: number): number => Math.round((Date.now() - began) / 100) / 10;
