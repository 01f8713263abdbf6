import type { Finding } from "../finding.ts";
import { check, repeated } from "./check.ts";

/** A container is asked in one way whether it can work: a second one would be passed over (C11). */
export const askedOneWay = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, service]) =>
    "health" in service && service.health.client !== undefined && service.healthCommand !== undefined
      ? [
          {
            path: ["services", id, "health", "client"],
            found: `${service.health.client}, beside a healthCommand`,
            allowed: "one of the two",
          },
        ]
      : [],
  ),
);

/** A path is asked once: what the balancer asks anyway is not among the further ones (P08). */
export const askedOnce = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, service]): readonly Finding[] => {
    if (!("health" in service)) return [];
    const { path, also } = service.health;
    return repeated([path, ...also]).map(({ index, value }) => ({
      path: ["services", id, "health", "also", index - 1],
      found: value === path ? `"${value}", which health.path asks` : `"${value}" for the second time`,
      allowed: "each path once",
    }));
  }),
);
