import type { Finding } from "../finding.ts";
import { check } from "./check.ts";
import { missing } from "./references.ts";

/** A service calls others, which listen; each has its address from Service Connect. */
export const calls = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, { uses }]) =>
    uses.services.flatMap((called, index): readonly Finding[] => {
      const path = ["services", id, "uses", "services", index];
      const service = services[called];
      if (!Object.hasOwn(services, called) || !service) return missing(path, "service", called, services);
      if (called === id)
        return [{ path, found: `"${called}", the service itself`, allowed: "another service" }];
      return "port" in service
        ? []
        : [
            {
              path,
              found: `"${called}", which has no port`,
              allowed: "a service of kind api or web",
            },
          ];
    }),
  ),
);
