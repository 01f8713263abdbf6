import { escapeIdentifier, escapeLiteral } from "pg";
import { createHeartbeat, createLookers } from "../shared/heartbeat.ts";
import type { Connection } from "../shared/postgres.ts";
import type { Role, Slot } from "./turn.ts";

/**
 * Makes what is missing of the four group roles, their rights, and of what the monitoring role owns. Run as the database's
 * owner, who is no superuser. Objects that the owner has made are not touched.
 */
export async function setUp(connection: Connection, database: string): Promise<void> {
  const existing = await connection.rows<{ rolname: string }>(
    "look for roles",
    "SELECT rolname FROM pg_roles",
  );
  const known = new Set(existing.map(({ rolname }) => rolname));
  for (const role of groups.filter((name) => !known.has(name)))
    await connection.rows(`create role ${role}`, `CREATE ROLE ${role} NOLOGIN`);
  for (const statement of rights(escapeIdentifier(database)))
    await connection.rows(`set up: ${statement.split("\n")[0]}`, statement);
}

/** `counter` lends its eyes to the functions in schema golive, and is nobody's role. */
const groups = ["app", "reader", "migrator", "monitor", "counter"] as const;

const rights = (database: string): readonly string[] => [
  // Whoever gives objects to a role, or sets its default privileges, must be a member of it.
  "GRANT migrator, monitor, counter TO CURRENT_USER",

  `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
  `GRANT CONNECT ON DATABASE ${database} TO app, reader, migrator, monitor`,
  `GRANT TEMPORARY ON DATABASE ${database} TO app, migrator`,
  `GRANT CREATE ON DATABASE ${database} TO migrator`,

  "ALTER SCHEMA public OWNER TO migrator",
  "REVOKE ALL ON SCHEMA public FROM PUBLIC",
  "GRANT USAGE ON SCHEMA public TO app, reader",

  // Whatever migrator makes from now on, in whichever schema.
  "ALTER DEFAULT PRIVILEGES FOR ROLE migrator GRANT USAGE ON SCHEMAS TO app, reader",
  "ALTER DEFAULT PRIVILEGES FOR ROLE migrator GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app",
  "ALTER DEFAULT PRIVILEGES FOR ROLE migrator GRANT SELECT, USAGE ON SEQUENCES TO app",
  "ALTER DEFAULT PRIVILEGES FOR ROLE migrator GRANT SELECT ON TABLES TO reader",
  "ALTER DEFAULT PRIVILEGES FOR ROLE migrator REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
  "ALTER DEFAULT PRIVILEGES FOR ROLE migrator GRANT EXECUTE ON FUNCTIONS TO app, reader",

  "GRANT pg_monitor TO monitor",
  "GRANT reader TO counter",
  "CREATE SCHEMA IF NOT EXISTS golive AUTHORIZATION monitor",
  "SET LOCAL ROLE monitor",
  ...createHeartbeat,
  "GRANT CREATE ON SCHEMA golive TO counter",
  "RESET ROLE",
  ...createLookers,
  ...["golive.rows_of(text)", "golive.version_of(text, text)"].flatMap((looker) => [
    `ALTER FUNCTION ${looker} OWNER TO counter`,
    `REVOKE ALL ON FUNCTION ${looker} FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION ${looker} TO monitor`,
  ]),
  "SET LOCAL ROLE monitor",
  "REVOKE CREATE ON SCHEMA golive FROM counter",
  "RESET ROLE",
];

/** Few: the functions that connect as monitor are one at a time. */
const monitors = 5;

/** Makes a login of a role, or gives it another password, as a verifier. It acts as its role from the first statement. */
export async function setLogin(
  connection: Connection,
  role: Role,
  slot: Slot,
  verifier: string,
): Promise<void> {
  const login = `${role}_${slot}`;
  const [there] = await connection.rows(`look for ${login}`, "SELECT 1 FROM pg_roles WHERE rolname = $1", [
    login,
  ]);
  if (!there) await connection.rows(`create role ${login}`, `CREATE ROLE ${login} NOLOGIN`);
  const limit = role === "monitor" ? monitors : -1;
  for (const statement of [
    `GRANT ${role} TO ${login}`,
    // What a migration makes belongs to the role, not to the login that happened to have the turn.
    `ALTER ROLE ${login} SET role = ${role}`,
    // A migration may take long (C14).
    ...(role === "migrator" ? [`ALTER ROLE ${login} SET statement_timeout = 0`] : []),
  ])
    await connection.rows(`set up: ${statement}`, statement);
  await connection.rows(
    `set the password of ${login}`,
    `ALTER ROLE ${login} LOGIN CONNECTION LIMIT ${limit} PASSWORD ${escapeLiteral(verifier)}`,
  );
}
