import { emailIdentity } from "../reading/aws-types.ts";
import type { StackFinding } from "../rule.ts";
import type { StackView } from "../view.ts";
import { level } from "./alarm-watch.ts";
import { type Published, type Sign, unpublished } from "./published.ts";

/** What is missing where nobody is paged by a share of the account's mail for which AWS stops it. */
export const unwatchedMail = (
  stack: StackView,
  metric: string,
  share: Pick<Sign, "breach" | "calm"> & Pick<Published, "lacks" | "breachIs">,
): readonly StackFinding[] =>
  unpublished(stack, {
    targets: stack.all(emailIdentity),
    signs: [
      {
        metric: { test: (name) => name === metric },
        namespace: /^AWS\/SES$/,
        statistic: level,
        breach: share.breach,
        calm: share.calm,
      },
    ],
    // It is the account that AWS stops, whichever set the mail was sent by.
    about: ({ metrics }) => metrics.every((one) => one.about().length === 0),
    within: 3600,
    lacks: share.lacks,
    breachIs: share.breachIs,
  });

/** How an alarm looks at such a share, for examples. */
export const hourOfMail = { namespace: "AWS/SES", period: 3600, evaluationPeriods: 1 };
