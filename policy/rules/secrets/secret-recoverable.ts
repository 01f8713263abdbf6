import { secret } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const secretRecoverable = resourceRule({
  id: "secret-recoverable",
  title: "A deleted secret can be brought back for a week or longer",
  requirements: ["G07"],
  controls: ["AwsSolutions-SMG4"],
  why: "A credential deleted by mistake is missed at the next start of a task, which may be days later.",
  fix: "Set recoveryWindowInDays to 7 or more, or leave it out.",
  judges: secret,
  findings: ({ recoveryWindowInDays: days = 30 }) =>
    days >= 7 ? [] : [`it can be brought back for ${days} days`],
  examples: {
    pass: [{ props: {} }, { props: { recoveryWindowInDays: 7 } }],
    fail: [
      { props: { recoveryWindowInDays: 0 } },
      { props: { recoveryWindowInDays: 6 } },
      { props: { recoveryWindowInDays: unknown } },
    ],
  },
});
