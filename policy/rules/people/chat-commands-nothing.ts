import { chatChannel } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

const wide = /policy\/(?:AdministratorAccess|PowerUserAccess|ReadOnlyAccess)$/;
const guarded = { guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"] };

export const chatCommandsNothing = resourceRule({
  id: "chat-commands-nothing",
  title: "Nobody commands the account from a chat",
  requirements: ["C02", "G15"],
  judges: chatChannel,
  why: "Whoever is in the channel acts with its role; where no guardrail is named, AWS sets AdministratorAccess.",
  fix: "Set guardrailPolicyArns to what alarms need to be shown, such as CloudWatchReadOnlyAccess, and userAuthorizationRequired to true.",
  findings: ({ guardrailPolicyArns = [], userAuthorizationRequired }) => [
    ...(guardrailPolicyArns.length > 0 ? [] : ["no guardrailPolicyArns"]),
    ...guardrailPolicyArns
      .filter((arn: string) => wide.test(arn))
      .map((arn: string) => `its guardrail is ${arn.split("/").at(-1)}`),
    ...(userAuthorizationRequired === true ? [] : ["userAuthorizationRequired is not true"]),
  ],
  examples: {
    pass: [{ props: { ...guarded, userAuthorizationRequired: true } }],
    fail: [
      { props: {} },
      { props: { userAuthorizationRequired: true } },
      { props: guarded },
      {
        props: {
          guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
          userAuthorizationRequired: true,
        },
      },
    ],
  },
});
