import { plan } from "../../reading/backups.ts";
import { runsDaily } from "../../reading/periods.ts";
import { type Props, resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const backupMadeDaily = resourceRule({
  id: "backup-made-daily",
  title: "A backup is made every day",
  requirements: ["K21", "C14"],
  why: "What was written since the last backup is what a lost store costs.",
  fix: "Give the plan a rule whose schedule runs daily, such as cron(0 5 * * ? *).",
  judges: plan,
  findings: ({ rules = [] }) =>
    rules.some(({ schedule = "" }: Props) => runsDaily(schedule)) ? [] : ["none of its rules runs every day"],
  examples: {
    pass: [
      { props: { rules: [{ schedule: "cron(0 5 * * ? *)" }] } },
      { props: { rules: [{ schedule: "cron(0 12 1 * ? *)" }, { schedule: "rate(12 hours)" }] } },
    ],
    fail: [
      { props: {} },
      { props: { rules: [{}] } },
      { props: { rules: [{ schedule: "cron(0 5 ? * MON *)" }] } },
      { props: { rules: [{ schedule: "rate(2 days)" }] } },
      { props: { rules: unknown } },
    ],
  },
});
