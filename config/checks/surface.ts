import { apiServices } from "../served.ts";
import { check } from "./check.ts";
import { overlaps } from "./routes.ts";

/** What a credential opens while the surface is frozen is reached by a route; else it opens nothing (K15). */
export const protectedReached = check(["services"], (config) =>
  apiServices(config).flatMap(([id, { surface, routes }]) =>
    surface.protected
      .map((path, index) => ({ path, index }))
      .filter(({ path }) => !overlaps(path, routes))
      .map(({ path, index }) => ({
        path: ["services", id, "surface", "protected", index],
        found: `"${path}", which no route reaches`,
        allowed: `a path under ${routes.join(", ")}`,
      })),
  ),
);

/** ECS moves traffic between groups by rules that forward and do nothing else ("Load balancer resources", ECS guide). */
export const verifiedWhereRolling = check(["services"], (config) =>
  apiServices(config).flatMap(([id, { surface, deploy }]) =>
    surface.jwt === undefined || deploy.strategy === "rolling"
      ? []
      : [
          {
            path: ["services", id, "surface", "jwt"],
            found: `a balancer that verifies tokens, with deploy.strategy ${deploy.strategy}`,
            allowed: "deploy.strategy rolling, or tokens verified by the service alone",
          },
        ],
  ),
);
