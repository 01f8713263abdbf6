import { longestPause } from "../../reading/periods.ts";
import { rotation } from "../../reading/rotations.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const most = 90;

export const rotationWithinNinetyDays = resourceRule({
  id: "rotation-within-ninety-days",
  title: "What is rotated is rotated every ninety days or sooner",
  requirements: ["G08", "C04"],
  controls: ["FSBP SecretsManager.4", "CKV_AWS_304"],
  why: "A copy of a credential, in a log or on a laptop, opens doors until the next rotation.",
  fix: `Set rotationRules.automaticallyAfterDays to ${most} or less.`,
  judges: rotation,
  findings: ({ rotationEnabled, rotationRules }) => {
    if (rotationEnabled === false) return ["it is switched off"];
    const { automaticallyAfterDays: after, scheduleExpression: schedule } = rotationRules ?? {};
    const days = typeof schedule === "string" ? longestPause(schedule) : after;
    if (days === undefined)
      return [schedule ? "nobody can tell how often its schedule is" : "it says no period"];
    return days <= most ? [] : [`up to ${Math.ceil(days)} days pass between two rotations`];
  },
  examples: {
    pass: [
      { props: { rotationRules: { automaticallyAfterDays: 30 } } },
      { props: { rotationRules: { automaticallyAfterDays: 90 } } },
      { props: { rotationRules: { scheduleExpression: "rate(10 days)" } } },
      { props: { rotationRules: { scheduleExpression: "rate(4 hours)" } } },
      { props: { rotationRules: { scheduleExpression: "cron(0 8 1 * ? *)" } } },
      { props: { rotationRules: { scheduleExpression: "cron(0 16 ? 1/2 SUN#1 *)" } } },
    ],
    fail: [
      { props: {} },
      { props: { rotationEnabled: false } },
      { props: { rotationRules: { automaticallyAfterDays: 91 } } },
      { props: { rotationRules: { automaticallyAfterDays: unknown } } },
      { props: { rotationRules: { scheduleExpression: "rate(365 days)" } } },
      { props: { rotationRules: { scheduleExpression: "cron(0 8 1 1,4,7,10 ? *)" } } },
      { props: { rotationRules: { scheduleExpression: "cron(0 8 31 */2 ? *)" } } },
      { props: { rotationRules: { scheduleExpression: "cron(0 8 1 * ? 2027)" } } },
    ],
  },
});
