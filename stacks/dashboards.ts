import { Dashboard } from "../components/watch/dashboards/dashboard.ts";
import { pagesOf } from "../components/watch/dashboards/pages.ts";
import { data } from "./dashboards/data.ts";
import { edge } from "./dashboards/edge.ts";
import { launch } from "./dashboards/launch.ts";
import { queue } from "./dashboards/queue.ts";
import type { Shown } from "./dashboards/shown.ts";

/** What people look at: at launch and after each release, and one page each for data, queues and the edge (K20). */
export function dashboards(shown: Shown): void {
  const { place, config, parent } = shown.inside;
  const subjects = { launch: launch(shown), data: data(shown), queue: queue(shown), edge: edge(shown) };
  for (const [subject, sections] of Object.entries(subjects))
    for (const [at, widgets] of pagesOf(sections).entries()) {
      if (!widgets.some((widget) => "series" in widget)) continue;
      const about = at === 0 ? subject : `${subject}-${at + 1}`;
      new Dashboard(
        `dashboard-${about}`,
        { place, about, widgets, runbook: config.oncall.runbook },
        { parent },
      );
    }
}
