import type { Finding, Path } from "../finding.ts";
import { check } from "./check.ts";

/** The platform's own functions, after which their roles and log groups are named. */
export const functionNames = [
  "cache-credentials",
  "database-credentials",
  "migration",
  "probes",
  "providers",
  "queues",
  "restart",
  "restore-check",
  "secrets-check",
  "smoke",
  "values",
  "vitals",
] as const;

const groupNames = [
  "balancer",
  "database",
  "database-client",
  "database-proxy-group",
  "database-replica-group",
  "endpoints",
];
const ownBuckets = ["access-logs", "evidence", "probes", "site"];
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
export const ownNames = check(["services", "tasks", "crons", "buckets", "secrets"], (config) => [
  ...taken(["services"], config.services, functionNames),
  ...taken(["tasks"], config.tasks, functionNames),
  ...taken(["crons"], config.crons, functionNames),
  ...taken(["buckets"], config.buckets, ownBuckets),
  ...taken(["secrets"], config.secrets, [
    ...ownSecrets,
    ...Object.keys(config.secrets).filter((name) => name.startsWith("QUEUE_MONITOR_")),
  ]),
]);

/** The security groups of a stack are found by name, a service's among them. */
export const ownGroups = check(["services", "caches"], ({ services, caches }) =>
  taken(["services"], services, [...groupNames, ...Object.keys(caches).map((id) => `cache-${id}`)]),
);

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
