import type { LocalDatabase } from "./postgres.ts";

type Rows = ReadonlyMap<string, string>;

const tables = `
  SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
  WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;

/** What tells a table's rows from others, whatever their order; no row is kept. */
const digestOf = (table: string): string =>
  `SELECT count(*) || ':' || coalesce(md5(string_agg(h, '' ORDER BY h)), '') AS digest FROM (SELECT md5(t::text) AS h FROM ${table} t) rows`;

/** What changed in a rehearsal's database, by table. */
export const changesIn = {
  async look(database: LocalDatabase): Promise<Rows> {
    const found = new Map<string, string>();
    for (const { name } of await database.rows<{ name: string }>(tables)) {
      const [row] = await database.rows<{ digest: string }>(digestOf(name));
      found.set(name, row?.digest ?? "");
    }
    return found;
  },

  between: (before: Rows, after: Rows): readonly string[] =>
    [...new Set([...before.keys(), ...after.keys()])]
      .filter((name) => before.get(name) !== after.get(name))
      .sort(),
};
