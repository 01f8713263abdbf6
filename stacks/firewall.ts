import type { Balancer } from "../components/edge/balancer.ts";
import { Firewall } from "../components/edge/firewall/firewall.ts";
import type { Demoted, FirewallSettings, Open, Pages } from "../components/edge/firewall/settings.ts";
import { probeAgent } from "../config/probe-agent.ts";
import type { Config } from "../config/schema.ts";
import { apiServices, hostsOf, servedServices } from "../config/served.ts";
import { logRetentionDays } from "../config/shape/primitives.ts";
import type { ServedService } from "../config/shape/services.ts";
import type { Around } from "./inside.ts";

export interface Firewalls {
  /** Before the balancer. */
  readonly regional: Firewall;
  /** Before the CDN, where there is one: the distribution names it. */
  readonly global?: Firewall;
}

/** What is refused before it reaches a service; both firewalls are told all that they know by the configuration. */
export function firewalls(
  { config, place, keys, accessLogs, parent }: Around,
  balancer: Balancer,
): Firewalls {
  const own = { parent };
  const tags = tagsOf(config);
  const days = config.retention.accessLogsDays;
  const logs = { days: retained(days), keyArn: keys.logs };
  const regional = new Firewall(
    "firewall",
    { place, settings: beforeBalancer(config), tags, before: { door: "balancer", logs } },
    own,
  );
  regional.protect("balancer", balancer.arn);
  if (!config.frontend) return { regional };
  const bucket = { days, keyArn: keys.logs, accessLogs: accessLogs.target };
  const global = new Firewall(
    "firewall-cdn",
    { place, settings: beforeCdn(config), tags, before: { door: "cdn", logs: bucket } },
    own,
  );
  return { regional, global };
}

/** The longest time for which CloudWatch Logs may keep what is to be kept so long: never longer than said (C18). */
const retained = (days: number): number =>
  Math.max(...[...logRetentionDays.values].filter((allowed) => allowed <= days));

/** The rules that the balancer's firewall holds. */
export function beforeBalancer(config: Config): FirewallSettings {
  const { breakers, frontend } = config;
  const opened = open(config);
  const passedOn = behindCdn(config);
  return {
    ...shared(config),
    inspectedBytes: 8192,
    behindCdn: frontend && {
      hosts: hostsOf(servedServices(config).filter(([id]) => passedOn.includes(id))),
      visited: frontend.host,
    },
    bots: config.firewall.bots === "common" ? { pages: opened.pages } : undefined,
    open: opened,
    demoted: demoted(config, ({ host }) => host),
    frozen: breakers.freeze
      ? {
          protected: apiServices(config).flatMap(([, { host, surface }]) =>
            surface.protected.length > 0 ? [{ host, routes: surface.protected }] : [],
          ),
        }
      : undefined,
  };
}

/** The rules that the CDN's firewall holds: what it serves itself from its memory never asks the balancer's. */
export function beforeCdn(config: Config): FirewallSettings {
  const { frontend } = config;
  const passedOn = behindCdn(config);
  return {
    ...shared(config),
    inspectedBytes: 16384,
    behindCdn: undefined,
    // Not by host: whoever asks a distribution by its own name is served as well.
    bots:
      config.firewall.bots === "common"
        ? { except: frontend?.api === undefined ? [] : ["/api/*"] }
        : undefined,
    open: undefined,
    demoted: demoted(config, (_, id) => (passedOn.includes(id) ? frontend?.host : undefined)),
    frozen: undefined,
  };
}

/** How many visitors one address of the CDN may speak for, each of whom asks for as much as he may. */
const visitorsOfAnAddress = 20;

const shared = ({ firewall, breakers, cors, ...config }: Config) => ({
  perMinute: breakers.rate ?? firewall.perMinute,
  // Not the breaker's: that one is for each visitor, and stands before the CDN too.
  ceiling: firewall.perMinute.address * visitorsOfAnAddress,
  bodyKiB: firewall.bodyKiB,
  uploads: firewall.uploads,
  credentials: firewall.credentials,
  countOnly: firewall.countOnly.map(({ rule }) => rule),
  probeAgent: probeAgent(config),
  readers: cors.origins,
});

/** The services that the CDN asks. */
const behindCdn = ({ frontend }: Config): readonly (string | undefined)[] =>
  frontend ? [frontend.api, "service" in frontend ? frontend.service : undefined] : [];

function open(config: Config): Open {
  const all = servedServices(config);
  const apis = apiServices(config).map(([, one]) => one);
  const hosts = [...hostsOf(all), ...(config.frontend ? [config.frontend.host] : [])];
  return {
    operations: apis.flatMap(({ host, surface }) => surface.public.map((one) => ({ host, ...one }))),
    health: apis.map(({ host, health }) => ({ host, routes: [health.path, ...health.also] })),
    pages: all.flatMap(([, one]) => (one.kind === "web" ? [pagesOf(one, apis)] : [])),
    origins: [...new Set([...config.cors.origins, ...hosts.map((host) => `https://${host}`)])],
  };
}

/** A host's pages but for the paths that the balancer sends to an API: of two services, the more specific one's goes first. */
function pagesOf({ host, routes }: ServedService, apis: readonly ServedService[]): Pages {
  const except = apis
    .filter((api) => api.host === host && specific(api.routes) >= specific(routes))
    .flatMap((api) => api.routes);
  return { host, routes, except };
}

/** As `components/edge/priority.ts` orders them. */
const specific = (paths: readonly string[]): number =>
  Math.min(...paths.map((path) => path.replaceAll("*", "").length));

function demoted(
  { services, breakers }: Config,
  hostOf: (service: ServedService, id: string) => string | undefined,
): readonly Demoted[] {
  return breakers.demote.flatMap(({ service: id, path, answer }) => {
    const service = services[id];
    const host = service && "host" in service ? hostOf(service, id) : undefined;
    if (!service || host === undefined) return [];
    const page = answer === "unavailable" && service.kind === "web";
    return [{ host, path, answer: page ? "unavailable-page" : answer }];
  });
}

/** What is closed or only counts for a time says until when, where a rule of the pack and whoever looks at AWS finds it. */
function tagsOf({ firewall, breakers }: Config): Readonly<Record<string, string>> {
  const ends = (all: readonly { readonly until: string }[]) => all.map(({ until }) => until).sort()[0];
  const held = [
    ["demote", ends(breakers.demote)],
    ["freeze", breakers.freeze?.until],
    ["rate", breakers.rate?.until],
  ] as const;
  return Object.fromEntries([
    ...firewall.countOnly.flatMap(({ rule, until }) =>
      (rule === "address-rate" ? [rule, "address-ceiling"] : [rule]).map((name) => [
        `counts-until-${name}`,
        until,
      ]),
    ),
    ...held.flatMap(([kind, until]) => (until === undefined ? [] : [[`breaker-until-${kind}`, until]])),
  ]);
}
