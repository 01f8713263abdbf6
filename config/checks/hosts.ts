import type { Finding, Path } from "../finding.ts";
import { check, repeated } from "./check.ts";

const within = (host: string, zone: string): boolean => host === zone || host.endsWith(`.${zone}`);

/** What to say of a name that lies elsewhere. */
export const outside = (path: Path, host: string, zone: string): readonly Finding[] =>
  within(host, zone)
    ? []
    : [
        {
          path,
          found: `"${host}"`,
          allowed: `${zone} or a name under it: certificates and records are made in that zone`,
        },
      ];

/** Every name that the platform serves or sends from lies in the zone that it may write to (G05). */
export const hostsInZone = check(["services", "domain"], ({ services, domain }) =>
  Object.entries(services).flatMap(([id, service]) =>
    "host" in service ? outside(["services", id, "host"], service.host, domain.zone) : [],
  ),
);

export const senderInZone = check(["email", "domain"], ({ email, domain }) =>
  email
    ? [
        ...outside(["email", "domain"], email.domain, domain.zone),
        ...(within(email.from.split("@")[1]?.toLowerCase() ?? "", email.domain)
          ? []
          : [
              {
                path: ["email", "from"],
                found: `"${email.from}"`,
                allowed: `an address in ${email.domain}: another is not signed`,
              },
            ]),
      ]
    : [],
);

/** Browsers are let in from the product's own pages only (C05, W08). */
export const originsInZone = check(["cors", "domain"], ({ cors, domain }) => [
  ...cors.origins.flatMap((origin, index) =>
    outside(["cors", "origins", index], new URL(origin).hostname, domain.zone),
  ),
  ...repeated(cors.origins).map(({ index, value }) => ({
    path: ["cors", "origins", index],
    found: `"${value}" for the second time`,
    allowed: "each origin once",
  })),
]);
