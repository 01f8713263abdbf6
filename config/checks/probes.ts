import type { Finding, Path } from "../finding.ts";
import { leaksOf } from "../leaks.ts";
import type { Config } from "../schema.ts";
import type { ServedService } from "../shape/services.ts";
import { check, repeated } from "./check.ts";
import { missing } from "./references.ts";
import { overlaps } from "./routes.ts";

type Asked = { readonly service: string; readonly path: string };
type Probed = Pick<Config, "probes" | "services">;

/** What is probed belongs to a service that the world reaches, by a path that a route takes there (G06, K10). */
export const probesReached = check(["probes", "services"], (config) => [
  ...config.probes.protected.flatMap((one, index) =>
    unreached(["probes", "protected", index], one, config, ["api"]),
  ),
  ...leaksOf(config).flatMap((one, index) =>
    unreached(["probes", "tenants", "leaks", index], one, config, ["api", "web"]),
  ),
]);

/** What anybody may have is not closed, and no leak: the probe would page for ever (K02, K10). */
export const probesClosed = check(["probes", "services"], (config) => [
  ...config.probes.protected.flatMap((one, index) =>
    open(["probes", "protected", index, "path"], one, one.method, config),
  ),
  ...leaksOf(config).flatMap((one, index) =>
    open(["probes", "tenants", "leaks", index, "path"], one, "GET", config),
  ),
]);

/** Each operation is probed once: twice finds nothing more. */
export const probedOnce = check(["probes"], ({ probes }) => [
  ...repeated(probes.protected.map(({ service, method, path }) => `${method} ${path} of ${service}`)).map(
    ({ index, value }) => twice(["probes", "protected", index], value),
  ),
  ...repeated(leaksOf({ probes }).map(({ service, path, as }) => `${path} of ${service} as ${as}`)).map(
    ({ index, value }) => twice(["probes", "tenants", "leaks", index], value),
  ),
]);

/** The stranger's token is a declared secret that a person fills: the platform can make none that a product accepts (G13). */
export const strangersProvided = check(["probes", "secrets"], (config) =>
  leaksOf(config).flatMap(({ as }, index) => {
    const path = ["probes", "tenants", "leaks", index, "as"];
    const source = Object.hasOwn(config.secrets, as) ? config.secrets[as] : undefined;
    if (!source) return missing(path, "secret", as, config.secrets);
    return source.from === "provided"
      ? []
      : [{ path, found: `"${as}", which is from ${source.from}`, allowed: "a secret that is provided" }];
  }),
);

function served({ services }: Probed, id: string): ServedService | undefined {
  const service = Object.hasOwn(services, id) ? services[id] : undefined;
  return service && "routes" in service ? service : undefined;
}

function unreached(
  at: Path,
  { service: id, path }: Asked,
  config: Probed,
  kinds: readonly ServedService["kind"][],
): readonly Finding[] {
  if (!Object.hasOwn(config.services, id)) return missing([...at, "service"], "service", id, config.services);
  const service = served(config, id);
  if (!service || !kinds.includes(service.kind))
    return [
      {
        path: [...at, "service"],
        found: `"${id}", of kind ${config.services[id]?.kind}`,
        allowed: `a service of kind ${kinds.join(" or ")}`,
      },
    ];
  return overlaps(path, service.routes)
    ? []
    : [
        {
          path: [...at, "path"],
          found: `"${path}", which no route reaches`,
          allowed: `a path under ${service.routes.join(", ")}`,
        },
      ];
}

function open(at: Path, { service: id, path }: Asked, method: string, config: Probed): readonly Finding[] {
  const service = served(config, id);
  if (!service) return [];
  const health = ["GET", "HEAD"].includes(method) ? [service.health.path, ...service.health.also] : [];
  const operations = service.kind === "api" ? service.surface.public : [];
  const listed =
    health.includes(path) || operations.some((one) => one.method === method && formOf(one.path).test(path));
  return listed
    ? [
        {
          path: at,
          found: `"${path}", which ${id} serves to everybody (${method})`,
          allowed: "a path that needs a token: none of its health paths and public operations",
        },
      ]
    : [];
}

/** As the firewall reads it: `{id}` is any one word of a path, `{rest:path}` and `*` are any run of characters. */
const formOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^$()|[\]\\]/g, "\\$&")
      .replaceAll(/\{[^}]*:path\}/g, "*")
      .replaceAll(/\{[^}]*\}/g, "[^/]+")
      .replaceAll(/\*+/g, ".*")}$`,
  );

const twice = (path: Path, value: string): Finding => ({
  path,
  found: `${value} for the second time`,
  allowed: "each operation once",
});
