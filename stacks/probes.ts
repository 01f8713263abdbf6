import { secretName } from "../components/names.ts";
import { Probe } from "../components/watch/probes/probe.ts";
import { ProbeStore } from "../components/watch/probes/store.ts";
import { leaksOf } from "../config/leaks.ts";
import { probeAgent } from "../config/probe-agent.ts";
import type { Config } from "../config/schema.ts";
import { apiServices } from "../config/served.ts";
import type { ApiService } from "../config/shape/services.ts";
import type { ApiSettings, Settings, TenantSettings } from "../functions/probes/settings.ts";
import type { Around } from "./inside.ts";
import { named } from "./records.ts";
import { tenantProbe } from "./tenant-probe.ts";

const pagesProbe = "pages-probe";
/** For so long an answer is waited for, and a page. */
const patience = { answerSeconds: 5, pageSeconds: 25 };

/** What is asked from outside, again and again: every API, the first page, and what belongs to another tenant. By their names. */
export function probes({ config, place, keys, logs, alarms, accessLogs, parent }: Around): readonly string[] {
  const own = { parent };
  const { everyMinutes } = config.probes;
  const store = new ProbeStore("probes", { place, keyArn: keys.data, accessLogs: accessLogs.target }, own);
  const names: string[] = [];
  const probe = (id: string, settings: Settings, secrets: readonly string[] = []) => {
    const args = { place, id, settings, secrets, runs: config.probes, store, logs };
    names.push(`${place.prefix}-${id}`);
    return { canary: new Probe(id, args, own).canary, everyMinutes };
  };

  for (const [id, service] of apiServices(config)) {
    const settings = apiSettings(config, id, service);
    const closed = settings.protected.length > 0;
    alarms.watchProbe(id, { kind: "api", ...probe(`probe-${id}`, settings), closed });
  }
  const leaks = leaksOf(config);
  if (leaks.length > 0)
    alarms.watchProbe(tenantProbe, {
      kind: "tenants",
      ...probe(
        tenantProbe,
        tenantSettings(config, (secret) => secretName(place, secret)),
        [...new Set(leaks.map((leak) => leak.as))],
      ),
    });
  const { frontend } = config;
  if (frontend) {
    const settings = {
      url: `https://${frontend.host}/`,
      agent: probeAgent(config),
      patienceSeconds: patience.pageSeconds,
    };
    const made = probe(pagesProbe, { kind: "frontend", ...settings });
    // Pages that a service makes are that service's own symptoms.
    const of = "service" in frontend ? frontend.service : pagesProbe;
    alarms.watchProbe(pagesProbe, { kind: "pages", ...made }, of);
  }
  return names;
}

const apiSettings = (config: Config, id: string, { host, health }: ApiService): ApiSettings => ({
  kind: "api",
  origin: `https://${host}`,
  plain: `http://${host}`,
  health: [health.path, ...health.also],
  readers: [...config.cors.origins],
  protected: config.probes.protected
    .filter(({ service }) => service === id)
    .map(({ method, path }) => ({ method, path })),
  credentials: [...config.firewall.credentials],
  agent: probeAgent(config),
  patienceSeconds: patience.answerSeconds,
});

const tenantSettings = (config: Config, nameOf: (secret: string) => string): TenantSettings => ({
  kind: "tenants",
  leaks: leaksOf(config).map(({ service, path, as }) => ({
    origin: originOf(config, service),
    path,
    secret: nameOf(as),
  })),
  agent: probeAgent(config),
  patienceSeconds: patience.answerSeconds,
});

/** A check of the configuration holds that it is a service that is served. */
function originOf({ services }: Config, id: string): string {
  const service = named(services, id);
  if (!("host" in service)) throw new Error(`${id} is not served`);
  return `https://${service.host}`;
}
