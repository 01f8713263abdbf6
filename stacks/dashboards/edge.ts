import { edgeRegion } from "../../components/frontend/edge-region.ts";
import { balancerCharts, cdnCharts, firewallCharts } from "../../components/watch/dashboards/edge.ts";
import { visitsChart } from "../../components/watch/dashboards/outside.ts";
import type { Section, Shown } from "./shown.ts";
import { stateOf } from "./states.ts";

/** The CDN and its firewall count all visitors in one region, wherever these are. */
export function edge({ inside: { place, config }, balancer, firewall, frontend }: Shown): readonly Section[] {
  const { regional, global } = firewall;
  const own = {
    before: "Firewall",
    metrics: regional.metrics,
    measured: { in: place.region, global: false },
  };
  return [
    stateOf(place, ["balancer-failing-answers"]),
    [{ heading: "Firewall before the balancer" }, ...firewallCharts(own)],
    [{ heading: "Balancer" }, ...balancerCharts(balancer.arnSuffix, config.slo)],
    ...(frontend ? [[{ heading: "CDN" }, ...cdnCharts(frontend.cdn.distributionId, edgeRegion)]] : []),
    ...(config.frontend?.rum ? [[visitsChart(`${place.prefix}-pages`, config.slo.loadMs)]] : []),
    ...(global
      ? [
          firewallCharts({
            before: "CDN's firewall",
            metrics: global.metrics,
            measured: { in: edgeRegion, global: true },
          }),
        ]
      : []),
  ];
}
