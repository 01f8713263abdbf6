import { metricAlarm } from "../reading/aws-types.ts";
import type { StackExample } from "../rule.ts";

type Resource = StackExample[number];

/** One metric over a threshold for some minutes, for examples. */
export const alarm = (
  about: string,
  metric: Readonly<Record<string, unknown>>,
  uses = "dimensions",
): Resource => ({
  type: metricAlarm,
  name: `${about}-alarm`,
  props: {
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 2,
    comparisonOperator: "GreaterThanThreshold",
    ...metric,
  },
  uses: { [uses]: [about] },
});

/** An expression over several metrics, each by its id, for examples. */
export const mathAlarm = (
  about: string,
  namespace: string,
  expression: string,
  metrics: Readonly<Record<string, string>>,
  rest: Readonly<Record<string, unknown>>,
  stat = "Sum",
  period = 60,
): Resource =>
  alarm(
    about,
    {
      metricQueries: [
        ...Object.entries(metrics).map(([id, metricName]) => ({
          id,
          metric: { namespace, metricName, stat, period },
        })),
        { id: "result", expression, returnData: true },
      ],
      ...rest,
    },
    "metricQueries",
  );
