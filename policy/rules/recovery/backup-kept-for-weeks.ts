import { plan } from "../../reading/backups.ts";
import { runsDaily } from "../../reading/periods.ts";
import { type Props, resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const weeks = 35;

export const backupKeptForWeeks = resourceRule({
  id: "backup-kept-for-weeks",
  title: "Production's daily backups are kept for five weeks",
  requirements: ["C14", "K21"],
  why: "Data that a release spoils in silence is missed at the end of the month.",
  fix: `Set lifecycle.deleteAfter of the daily rule to ${weeks} or more, or leave it out.`,
  floor: "production",
  judges: plan,
  findings: ({ rules = [] }) => {
    const kept: readonly number[] = rules
      .filter(({ schedule = "" }: Props) => runsDaily(schedule))
      .map(({ lifecycle }: Props): number => lifecycle?.deleteAfter ?? Number.POSITIVE_INFINITY);
    // What is made more often beside it may go sooner.
    const longest = Math.max(...kept);
    return kept.length === 0 || longest >= weeks ? [] : [`daily backups are kept for ${longest} days`];
  },
  examples: {
    pass: [
      { props: { rules: [{ schedule: "cron(0 5 * * ? *)", lifecycle: { deleteAfter: 35 } }] } },
      { props: { rules: [{ schedule: "cron(0 5 * * ? *)" }] } },
      {
        props: {
          rules: [
            { schedule: "cron(0 5 * * ? *)", lifecycle: { deleteAfter: 35 } },
            { schedule: "rate(1 hour)", lifecycle: { deleteAfter: 2 } },
          ],
        },
      },
      { props: { rules: [{ schedule: "rate(7 days)", lifecycle: { deleteAfter: 7 } }] } },
    ],
    fail: [
      { props: { rules: [{ schedule: "cron(0 5 * * ? *)", lifecycle: { deleteAfter: 34 } }] } },
      { props: { rules: unknown } },
    ],
  },
});
