import type { Finding, Path } from "../finding.ts";
import { check } from "./check.ts";

/** The platform's own functions, after which their roles and log groups are named. */
export const functionNames = [
  "cache-credentials",
  "database-credentials",
  "restart",
  "restore-check",
  "secrets-check",
  "values",
  "vitals",
] as const;

const ownBuckets = ["access-logs", "evidence"];
const ownSecrets = ["DATABASE_APP_A", "DATABASE_APP_B", "DATABASE_MIGRATION_URL", "DATABASE_MONITOR_URL"];

const taken = (path: Path, names: Readonly<Record<string, unknown>>, own: readonly string[]): Finding[] =>
  own
    .filter((name) => Object.hasOwn(names, name))
    .map((name) => ({
      path: [...path, name],
      found: `"${name}", which the platform has already`,
      allowed: "another name",
    }));

/** What the platform itself makes has its name already: two of one name would write into one another. */
export const ownNames = check(["services", "tasks", "buckets", "secrets"], (config) => [
  ...taken(["services"], config.services, functionNames),
  ...taken(["tasks"], config.tasks, functionNames),
  ...taken(["buckets"], config.buckets, ownBuckets),
  ...taken(["secrets"], config.secrets, ownSecrets),
]);

/** ELB keeps names that begin with `internal-` to itself. */
export const balancerName = check(["product"], ({ product }) =>
  product === "internal" || product.startsWith("internal-")
    ? [
        {
          path: ["product"],
          found: `"${product}"`,
          allowed: "a name that does not begin with internal-: ELB refuses it",
        },
      ]
    : [],
);
