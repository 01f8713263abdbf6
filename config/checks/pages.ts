import type { Frontend } from "../shape/frontend.ts";
import { check } from "./check.ts";

/** Pages are served over TLS, and so is what they call (G05, P10). */
export const frontendCallsTls = check(["frontend"], ({ frontend }) =>
  urls(frontend).flatMap(({ path, url }) =>
    ["http:", "ws:"].includes(url.protocol)
      ? [
          {
            path,
            found: "an address in the clear",
            allowed: "https:// or wss://: a browser blocks the rest",
          },
        ]
      : [],
  ),
);

/** Pages are told of hosts that the stack serves, or that their content policy names: a browser calls no other (P01, C16). */
export const frontendCallsKnown = check(["frontend", "services"], ({ frontend, services }) => {
  const served = Object.values(services).flatMap((service) => ("host" in service ? [service.host] : []));
  const ours = [...served, ...(frontend ? [frontend.host] : [])];
  const known = new Set([
    ...ours,
    ...Object.values(frontend?.csp ?? {}).flatMap((sources) => sources.flatMap((one) => hostOf(one) ?? [])),
  ]);
  return urls(frontend).flatMap(({ path, url }) =>
    ["https:", "wss:"].includes(url.protocol) && !known.has(url.host) && !local.test(url.hostname)
      ? [
          {
            path,
            found: `${url.host}, which neither a service here nor frontend.csp names`,
            allowed: `a host of the stack (${ours.join(", ")}), or an origin in frontend.csp`,
          },
        ]
      : [],
  );
});

/** A script that may be written into an address is a script that anybody may write (C16). */
export const scriptsFromOrigins = check(["frontend"], ({ frontend }) =>
  (frontend?.csp["script-src"] ?? []).flatMap((source, index) =>
    source === "data:" || source === "blob:"
      ? [
          {
            path: ["frontend", "csp", "script-src", index],
            found: `"${source}"`,
            allowed: "an origin or a hash: what anybody can write into an address would run",
          },
        ]
      : [],
  ),
);

/** Errors of the pages go somewhere that their content policy lets them reach (K19). */
export const errorsReachTracker = check(["frontend", "errorTracking"], ({ frontend, errorTracking }) => {
  if (errorTracking?.pages === undefined) return [];
  if (frontend?.kind !== "static")
    return [
      {
        path: ["errorTracking", "pages"],
        found: frontend ? "pages that a service makes" : "no frontend",
        allowed: "only with frontend.kind static: who makes pages hands them their configuration itself",
      },
    ];
  return frontend.csp["connect-src"]
    ? []
    : [
        {
          path: ["errorTracking", "pages"],
          found: "no origin in frontend.csp that errors are sent to",
          allowed: "the host of the DSN in frontend.csp.connect-src, e.g. https://o1.ingest.de.sentry.io",
        },
      ];
});

/** Said of all values of the configuration already. */
const local = /^(localhost|127\.|0\.0\.0\.0|\[|host\.docker\.internal)/;

const hostOf = (source: string): string | undefined =>
  URL.canParse(source) ? new URL(source).host : undefined;

const urls = (frontend: Frontend | undefined) =>
  Object.entries(frontend?.kind === "static" ? frontend.env : {}).flatMap(([name, value]) =>
    /^(https?|wss?):\/\//i.test(value) && URL.canParse(value)
      ? [{ path: ["frontend", "env", name], url: new URL(value) }]
      : [],
  );
