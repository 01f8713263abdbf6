import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Failure } from "../../evidence/record.ts";
import { inOneLine } from "../../evidence/told.ts";
import { LocalDatabase } from "../local/postgres.ts";
import { printable } from "../printable.ts";
import { goOn } from "../rollback/work.ts";
import type { Target } from "../target.ts";
import type { Attempted, Drill, TrialWork } from "../trial/attempt.ts";

const rows = ["K04", "K21", "C21"];

/** A rehearsal: the environment's database is dumped, restored beside itself, looked into, and the copy dropped. */
export function restoreLocally(target: Target): Drill {
  const database = LocalDatabase.of(target);
  const copy = database.beside(`${database.name.slice(0, 40)}_restore_drill`);
  return {
    kind: "restore",
    plan: async () => [
      `dumps ${database.at}, restores it into ${copy.at}, and drops that again`,
      `counts ${target.config.backups.restoreTest.tables.join(", ") || "no tables"}, in both`,
    ],
    act: async (work) => {
      const folder = await mkdtemp(join(tmpdir(), "golive-restore-"));
      try {
        return await restored(work, database, copy, join(folder, "backup.dump"));
      } finally {
        await rm(folder, { recursive: true, force: true });
        await database.rows(`DROP DATABASE IF EXISTS ${quoted(copy.name)}`);
      }
    },
  };
}

async function restored(
  work: TrialWork,
  database: LocalDatabase,
  copy: LocalDatabase,
  file: string,
): Promise<Attempted> {
  const { tables } = work.trial.target.config.backups.restoreTest;
  const io = { signal: work.manner.signal, line: (text: string) => work.voice.say(`  | ${printable(text)}`) };
  const expected = await look(work, database);
  await database.tool("pg_dump", ["--format=custom", `--file=${file}`], io);
  const { size } = await stat(file);
  work.voice.say(`  ✔ a backup of ${size} bytes`);
  goOn(work);
  const began = Date.now();
  await database.rows(`DROP DATABASE IF EXISTS ${quoted(copy.name)}`);
  await database.rows(`CREATE DATABASE ${quoted(copy.name)}`);
  await copy.tool(
    "pg_restore",
    ["--no-owner", "--no-acl", "--exit-on-error", `--dbname=${copy.name}`, file],
    io,
  );
  goOn(work);
  const found = await look(work, copy);
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  const failures = [...expected].flatMap(([what, was]): Failure[] => {
    const is = found.get(what);
    return is !== undefined && is === was
      ? []
      : [{ what: `${what}: ${is ?? "nothing"} in the copy, ${was} expected`, requirements: rows }];
  });
  const { rtoHours } = work.trial.target.config.backups.targets;
  if (seconds > rtoHours * 3600)
    failures.push({ what: `it took ${seconds} s, and may take ${rtoHours} h`, requirements: rows });
  if (tables.length === 0)
    failures.push({ what: "backups.restoreTest names no table: nothing was counted", requirements: rows });
  const passed = failures.length === 0;
  return {
    passed,
    says: passed
      ? `a backup was restored and looked at within ${seconds} s: ${[...found].map(([what, is]) => `${what} ${is}`).join(", ")}`
      : `the restored backup is not proven: ${inOneLine(failures)}`,
    failures,
    measurements: {
      rtoMinutes: Math.round((seconds / 60) * 100) / 100,
      bytes: size,
      ...Object.fromEntries(found),
    },
  };
}

/** Rows by table, and the schema's version. */
async function look(work: TrialWork, database: LocalDatabase): Promise<ReadonlyMap<string, string>> {
  const { tables, schemaVersion } = work.trial.target.config.backups.restoreTest;
  const found = new Map<string, string>();
  for (const table of tables) {
    const [row] = await database.rows<{ rows: string }>(`SELECT count(*) AS rows FROM ${quoted(table)}`);
    found.set(`rows of ${table}`, row?.rows ?? "");
  }
  if (schemaVersion) {
    const { table, column } = schemaVersion;
    const [row] = await database.rows<{ version: string | null }>(
      `SELECT max(${quoted(column)}::text) AS version FROM ${quoted(table)}`,
    );
    found.set("schema version", row?.version ?? "");
  }
  return found;
}

/** `app.reports` as SQL has it; the stack file lets only lower-case words through. */
const quoted = (name: string): string =>
  name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
