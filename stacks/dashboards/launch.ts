import { maskedChart } from "../../components/watch/dashboards/logs.ts";
import { probesChart } from "../../components/watch/dashboards/outside.ts";
import { runningCharts } from "../../components/watch/dashboards/running.ts";
import { servedCharts } from "../../components/watch/dashboards/served.ts";
import type { Config } from "../../config/schema.ts";
import { leaksOf, tenantProbe } from "../tenant-probe.ts";
import type { Section, Shown } from "./shown.ts";
import { stateOf, storesGone } from "./states.ts";

/** Services that serve first: what users feel comes before what it is made of. */
export function launch({ inside: { place, config, caches }, running }: Shown): readonly Section[] {
  const { slo, expectedRps } = config;
  const each = Object.entries(running).map(([id, { route }]) => ({ id, groups: route?.watched }));
  const probes = probesOf(config).map((id) => `${place.prefix}-${id}`);
  const states = [
    ...each.map(({ id }) => `${id}-unwell`),
    ...each.flatMap(({ id, groups }) => (groups ? [`${id}-budget`] : [])),
    ...["balancer-failing-answers", ...storesGone(caches), "database-unwell"],
  ];
  return [
    stateOf(place, states),
    ...(probes.length > 0 ? [[{ heading: "From outside" }, probesChart(probes)]] : []),
    ...each.flatMap(({ id, groups }): readonly Section[] => {
      const refused = { namespace: `${place.prefix}/${id}`, metricName: "AuthFailures" };
      if (!groups) return [];
      const felt = servedCharts({ id, groups, refused }, slo, expectedRps);
      return [[{ heading: id }, ...felt, ...runningCharts(place, id)]];
    }),
    ...each.flatMap(({ id, groups }): readonly Section[] =>
      groups ? [] : [[{ heading: id }, ...runningCharts(place, id)]],
    ),
    [{ heading: "Logs" }, maskedChart(place)],
  ];
}

/** The probes by their names, as `stacks/probes.ts` makes them. */
const probesOf = (config: Config): readonly string[] => [
  ...Object.entries(config.services).flatMap(([id, { kind }]) => (kind === "api" ? [`probe-${id}`] : [])),
  ...(leaksOf(config).length > 0 ? [tenantProbe] : []),
  ...(config.frontend ? ["pages-probe"] : []),
];
