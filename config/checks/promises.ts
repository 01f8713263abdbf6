import type { OnCallRoute } from "../shape/people.ts";
import { check, repeated } from "./check.ts";

/** Storage autoscaling needs room: RDS refuses a ceiling less than a tenth above the beginning. Aurora's storage has none. */
export const storageRoom = check(["database"], ({ database }) =>
  database.engine !== "postgres" || database.maxStorageGiB >= database.storageGiB * 1.1
    ? []
    : [
        {
          path: ["database", "maxStorageGiB"],
          found: String(database.maxStorageGiB),
          allowed: `at least ${Math.ceil(database.storageGiB * 1.1)}, a tenth above storageGiB`,
        },
      ],
);

/** The 99th percentile cannot be promised below the 95th (K23). */
export const percentiles = check(["slo"], ({ slo: { p95Ms, p99Ms } }) =>
  p99Ms >= p95Ms
    ? []
    : [{ path: ["slo", "p99Ms"], found: String(p99Ms), allowed: `at least p95Ms, ${p95Ms}` }],
);

/** One waiver a rule and resource, else the longer one hides the shorter. Whether it has ended is the pack's to say. */
export const waiversOnce = check(["waivers"], ({ waivers }) =>
  repeated(waivers.map(({ rule, resource }) => `${rule} on ${resource}`)).map(({ index, value }) => ({
    path: ["waivers", index],
    found: `${value}, for the second time`,
    allowed: "one waiver a rule and resource",
  })),
);

/** Two people answer pages, not one twice (G15). */
export const twoPeople = check(["oncall"], ({ oncall: { primary, secondary, routes } }) => [
  ...(primary === secondary
    ? [{ path: ["oncall", "secondary"], found: `"${secondary}", the primary`, allowed: "somebody else" }]
    : []),
  ...repeated(routes.map(addressOf)).map(({ index }) => ({
    path: ["oncall", "routes", index],
    found: "a route for the second time",
    allowed: "each route once",
  })),
]);

const addressOf = (route: OnCallRoute): string => {
  if (route.kind === "https") return route.url;
  return route.kind === "email" ? route.address : route.channel;
};
