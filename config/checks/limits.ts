import type { Path } from "../finding.ts";
import type { Config } from "../schema.ts";
import { check } from "./check.ts";
import { functionNames } from "./reserved.ts";

interface Named {
  readonly what: string;
  readonly path: Path;
  readonly name: string;
  readonly most: number;
}

/** The names that the platform will give where AWS's limit is tight; each service's own page states the limit. */
function names({
  product,
  environment,
  account,
  services,
  tasks,
  crons,
  caches,
  buckets,
}: Pick<
  Config,
  "product" | "environment" | "account" | "services" | "tasks" | "crons" | "caches" | "buckets"
>): readonly Named[] {
  const prefix = `${product}-${environment}`;
  return [
    { what: "a load balancer", path: ["product"], name: prefix, most: 32 },
    { what: "a database", path: ["product"], name: `${prefix}-database`, most: 63 },
    ...functionNames.map((id) => ({
      what: "a role",
      path: ["product"],
      name: `${prefix}-${id}-function`,
      most: 64,
    })),
    ...Object.keys(services).map((id) => ({
      what: "a role",
      path: ["services", id],
      name: `${prefix}-${id}-execution`,
      most: 64,
    })),
    ...Object.keys(tasks).map((id) => ({
      what: "a role",
      path: ["tasks", id],
      name: `${prefix}-task-${id}-execution`,
      most: 64,
    })),
    // The schedule itself has the same limit and a shorter name.
    ...Object.keys(crons).map((id) => ({
      what: "a role",
      path: ["crons", id],
      name: `${prefix}-cron-${id}-execution`,
      most: 64,
    })),
    // So have the cache itself and the user that looks at its queues, whose names are no longer.
    ...Object.keys(caches).map((id) => ({
      what: "a cache's user",
      path: ["caches", id],
      name: `${prefix}-${id}-default`,
      most: 40,
    })),
    ...Object.keys(buckets).map((id) => ({
      what: "a bucket",
      path: ["buckets", id],
      name: `${prefix}-${id}-${account}`,
      most: 63,
    })),
  ];
}

/** Names stay within what AWS takes; found here, not halfway through a deployment. */
export const nameLengths = check(
  ["product", "environment", "account", "services", "tasks", "crons", "caches", "buckets"],
  (config) =>
    names(config)
      .filter(({ name, most }) => name.length > most)
      .map(({ what, path, name, most }) => ({
        path,
        found: `the name "${name}" of ${what}, ${name.length} characters`,
        allowed: `at most ${most} characters: shorten it by ${name.length - most}`,
      })),
);
