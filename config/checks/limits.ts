import type { Path } from "../finding.ts";
import type { Config } from "../schema.ts";
import { check } from "./check.ts";

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
  buckets,
}: Pick<Config, "product" | "environment" | "account" | "services" | "tasks" | "buckets">): readonly Named[] {
  const prefix = `${product}-${environment}`;
  return [
    { what: "a load balancer", path: ["product"], name: prefix, most: 32 },
    { what: "a cache", path: ["product"], name: `${prefix}-cache`, most: 40 },
    { what: "a database", path: ["product"], name: `${prefix}-database`, most: 63 },
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
  ["product", "environment", "account", "services", "tasks", "buckets"],
  (config) =>
    names(config)
      .filter(({ name, most }) => name.length > most)
      .map(({ what, path, name, most }) => ({
        path,
        found: `the name "${name}" of ${what}, ${name.length} characters`,
        allowed: `at most ${most} characters: shorten it by ${name.length - most}`,
      })),
);

/** ELB keeps names that begin with `internal-` to itself; the access logs' bucket has its name already. */
export const reservedNames = check(["product", "buckets"], ({ product, buckets }) => [
  ...(product === "internal" || product.startsWith("internal-")
    ? [
        {
          path: ["product"],
          found: `"${product}"`,
          allowed: "a name that does not begin with internal-: ELB refuses it",
        },
      ]
    : []),
  ...(Object.hasOwn(buckets, "access-logs")
    ? [
        {
          path: ["buckets", "access-logs"],
          found: `"access-logs", which the platform has already`,
          allowed: "another name",
        },
      ]
    : []),
]);
