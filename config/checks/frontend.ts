import type { Finding, Path } from "../finding.ts";
import { partitionOf } from "../partition.ts";
import type { Config } from "../schema.ts";
import { check } from "./check.ts";
import { outside } from "./hosts.ts";
import { missing } from "./references.ts";

/** The name under which pages are served lies in the zone that the platform may write to (G05). */
export const frontendInZone = check(["frontend", "domain"], ({ frontend, domain }) =>
  frontend ? outside(["frontend", "host"], frontend.host, domain.zone) : [],
);

/** The CDN and the balancer cannot both answer for one name. */
export const frontendAlone = check(["services", "frontend"], ({ services, frontend }) =>
  Object.entries(services).flatMap(([id, service]) =>
    frontend && "host" in service && service.host === frontend.host
      ? [
          {
            path: ["frontend", "host"],
            found: `"${frontend.host}", which is the host of ${id} too`,
            allowed: "a name of its own",
          },
        ]
      : [],
  ),
);

/** Pages come from a service that makes pages, and `/api/` from one that has it (P01, P02). */
export const frontendServed = check(["services", "frontend"], ({ services, frontend }) => [
  ...(frontend?.kind === "server" ? ofKind(["frontend", "service"], frontend.service, "web", services) : []),
  ...(frontend?.api === undefined ? [] : servesApi(["frontend", "api"], frontend.api, services)),
]);

/** CloudFront is made in AWS's worldwide partition, and reads no bucket of another. */
export const frontendHasCdn = check(["frontend", "region"], ({ frontend, region }) =>
  frontend && partitionOf(region) !== "aws"
    ? [
        {
          path: ["frontend"],
          found: `a frontend in ${region}`,
          allowed: "no frontend: there is no CloudFront in that partition",
        },
      ]
    : [],
);

type Services = Config["services"];

function ofKind(path: Path, id: string, kind: "api" | "web", services: Services): readonly Finding[] {
  const service = Object.hasOwn(services, id) ? services[id] : undefined;
  if (!service) return missing(path, "service", id, services);
  return service.kind === kind
    ? []
    : [{ path, found: `"${id}", of kind ${service.kind}`, allowed: `a service of kind ${kind}` }];
}

function servesApi(path: Path, id: string, services: Services): readonly Finding[] {
  const wrong = ofKind(path, id, "api", services);
  const service = services[id];
  if (wrong.length > 0 || !service || !("routes" in service)) return wrong;
  return service.routes.some((route) => route.startsWith("/api/") || route === "/*")
    ? []
    : [
        {
          path,
          found: `"${id}", whose routes are ${service.routes.join(", ")}`,
          allowed: "a service with a route below /api/",
        },
      ];
}
