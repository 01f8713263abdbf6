import type { Path } from "../finding.ts";
import type { Service } from "../shape/services.ts";
import { check } from "./check.ts";

/** A task that leaves finishes what it has begun: before SIGKILL, its longest request or job has ended (P02, P09). */
export const drains = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, service]) => {
    const longest = longestOf(service);
    return longest === undefined || longest.seconds < service.stopSeconds
      ? []
      : [
          {
            path: ["services", id, ...longest.at],
            found: String(longest.seconds),
            allowed: `less than stopSeconds, ${service.stopSeconds}: a task that leaves finishes what it has begun`,
          },
        ];
  }),
);

function longestOf(service: Service): { readonly seconds: number; readonly at: Path } | undefined {
  if (service.kind === "worker")
    return { seconds: service.jobs.longestSeconds, at: ["jobs", "longestSeconds"] };
  return "longestRequestSeconds" in service
    ? { seconds: service.longestRequestSeconds, at: ["longestRequestSeconds"] }
    : undefined;
}
