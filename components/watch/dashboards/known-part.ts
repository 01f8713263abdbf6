import type { Widget } from "./chart.ts";
import { isMeasured } from "./chart.ts";

/**
 * What a dashboard shows, as far as it is known before AWS makes anything. One name that AWS ends hides the whole body
 * at a first preview; policy and the documents read this copy instead.
 */
export const knownPart = (widgets: readonly Widget[]) =>
  widgets.flatMap((widget) =>
    "series" in widget
      ? [
          {
            title: widget.title,
            unit: widget.unit,
            requirements: [...widget.requirements],
            lines: (widget.lines ?? []).map(({ at, says }) => ({ at, says })),
            metrics: widget.series.filter(isMeasured).map(({ namespace, metricName, stat, dimensions }) => ({
              namespace,
              metricName,
              stat,
              dimensions: Object.entries(dimensions).map(([name, value]) =>
                typeof value === "string" ? { name, value } : { name },
              ),
            })),
          },
        ]
      : [],
  );
