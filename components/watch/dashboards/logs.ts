import type { Place } from "../../place.ts";
import type { Chart } from "./chart.ts";

/**
 * Lines in which something was found that is masked: nobody reads it, and it should not have been written (K22). By
 * search, as CloudWatch Logs makes such a metric when it finds something, and one of a quiet log has no names yet.
 */
export const maskedChart = ({ prefix }: Place): Chart => ({
  title: "Logs: no line has anything that must be masked",
  unit: "lines",
  requirements: ["K22"],
  series: [
    {
      expression: `SEARCH('Namespace="AWS/Logs" MetricName="LogEventsWithFindings" "/${prefix}/"', 'Sum', 60)`,
      label: "masked",
    },
  ],
});
