import { canary } from "../../reading/probes.ts";
import { resourceRule } from "../../rule.ts";

const units: Readonly<Record<string, number>> = { minute: 1, hour: 60 };

/** Minutes between two runs; 0: it runs once; undefined: not as a rate. */
function minutesOf(expression: unknown): number | undefined {
  const [, count = "", unit = ""] = /^rate\((\d+) (minute|hour)s?\)$/.exec(String(expression)) ?? [];
  const of = units[unit];
  return of === undefined ? undefined : Number(count) * of;
}

function wrongSchedule(schedule: { readonly expression?: string; readonly durationInSeconds?: number }) {
  const { expression, durationInSeconds = 0 } = schedule;
  if (durationInSeconds > 0) return [`it stops after ${durationInSeconds} s`];
  const minutes = minutesOf(expression);
  if (minutes === 0) return ["it runs once"];
  if (minutes !== undefined) return [];
  return /^cron\((?:\*|\d+\/\d+|\*\/\d+) /.test(String(expression))
    ? []
    : [`it runs as ${expression ?? "nothing"} says, less often than every hour`];
}

const props = { schedule: { expression: "rate(5 minutes)" }, startCanary: true };

export const probeRunsOnSchedule = resourceRule({
  id: "probe-runs-on-schedule",
  title: "A probe runs again and again, from its first deployment on",
  requirements: ["G06", "P14"],
  why: "A canary is made stopped, and one whose rate is zero runs once: both look as if somebody were watching.",
  fix: "Set startCanary: true and a schedule of rate(5 minutes), at least once an hour, without durationInSeconds.",
  judges: canary,
  findings: ({ schedule = {}, startCanary }) => [
    ...wrongSchedule(schedule),
    ...(startCanary === true ? [] : ["it is not started"]),
  ],
  examples: {
    pass: [
      { props },
      { props: { ...props, schedule: { expression: "rate(1 minute)", durationInSeconds: 0 } } },
      { props: { ...props, schedule: { expression: "rate(1 hour)" } } },
      { props: { ...props, schedule: { expression: "cron(0/10 * * * ? *)" } } },
    ],
    fail: [
      { props: { schedule: props.schedule } },
      { props: { ...props, startCanary: false } },
      { props: { startCanary: true } },
      { props: { ...props, schedule: { expression: "rate(0 minute)" } } },
      { props: { ...props, schedule: { expression: "rate(5 minutes)", durationInSeconds: 3600 } } },
      { props: { ...props, schedule: { expression: "cron(0 3 * * ? *)" } } },
    ],
  },
});
