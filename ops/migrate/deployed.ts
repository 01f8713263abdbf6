import { Records } from "../evidence/records.ts";
import { databaseOf } from "../names.ts";
import { type MigrationRecord, migrationRecord } from "../rollback/evidence.ts";
import type { Session } from "../session.ts";
import type { Target } from "../target.ts";
import type { Outcome } from "../trial/trial.ts";

/**
 * What a deployment has migrated before its new code began, as the function that did it has written down: a snapshot,
 * `migrate`, `verify` (C13, W04, K04). Undefined where this image's migrations never ran in this database.
 */
export async function deployedMigration(
  target: Target,
  session: Session,
  images: Readonly<Record<string, string>>,
): Promise<Outcome | undefined> {
  const image = images[target.config.tasks.migrate?.service ?? ""];
  const [, digest] = /@sha256:([\da-f]{64})$/.exec(image ?? "") ?? [];
  if (digest === undefined) return undefined;
  const kind = { folder: `migration/${digest}/`, of: "a migration", shape: migrationRecord };
  const records = new Records<MigrationRecord>(target, session, kind);
  const read = await Promise.all((await records.names()).map((name) => records.read(name)));
  const [newest] = read
    .filter((one) => one !== undefined)
    .filter(({ database, result }) => database.identifier === databaseOf(target) && result === "SUCCESSFUL")
    .toSorted((a, b) => b.at.localeCompare(a.at));
  if (newest === undefined) return undefined;
  const { at, schema, snapshot } = newest;
  const failures =
    snapshot === null
      ? [{ what: "no snapshot was taken before the migration", requirements: ["C13", "K04"] }]
      : [];
  return {
    began: new Date(at),
    passed: failures.length === 0,
    says:
      snapshot === null
        ? `the deployment migrated to schema ${schema.version} without a snapshot`
        : `the deployment migrated to schema ${schema.version} after the snapshot ${snapshot}, and verified it`,
    failures,
    measurements: {
      schema: schema.version,
      ...(snapshot !== null && { backup: snapshot }),
      by: "the deployment",
    },
  };
}
