import { maskedChart } from "../../components/watch/dashboards/logs.ts";
import { probesChart } from "../../components/watch/dashboards/outside.ts";
import { runningCharts } from "../../components/watch/dashboards/running.ts";
import { servedCharts } from "../../components/watch/dashboards/served.ts";
import type { Section, Shown } from "./shown.ts";
import { stateOf, storesGone } from "./states.ts";

/** Services that serve first: what users feel comes before what it is made of. */
export function launch({ inside: { place, config, caches }, running, probes }: Shown): readonly Section[] {
  const { slo, expectedRps } = config;
  const each = Object.entries(running).map(([id, { route }]) => ({ id, groups: route?.watched }));
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
