import { type Statement, statements, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { admitsGuests, pools } from "../../reading/guests.ts";
import { excess, rolePolicy } from "../../reading/role-rights.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

/** What a browser that shows nothing may send, and only to things that are named. */
const harmless: ReadonlySet<string> = new Set([
  "rum:PutRumEvents",
  "mobiletargeting:PutEvents",
  "cognito-identity:GetId",
  "cognito-identity:GetOpenIdToken",
]);

const tooMuch = ({ actions, allActionsBut, resources, allResourcesBut }: Statement): readonly string[] => [
  ...(allActionsBut ? ["lets anybody do everything but a few things"] : []),
  ...actions.filter((action) => !harmless.has(action)).map((action) => `lets anybody ${action}`),
  ...(allResourcesBut || resources.some((one) => /^\*$|[:/]\*$/.test(one))
    ? ["lets anybody write to more than one thing that is named"]
    : []),
];

const guest = (amr = "unauthenticated") => ({
  type: role,
  name: "guest",
  props: {
    assumeRolePolicy: written({
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: pools },
      Condition: {
        StringLike: { [`${pools}:aud`]: "eu-central-1:*" },
        "ForAnyValue:StringEquals": { [`${pools}:amr`]: amr },
      },
    }),
  },
});
const may = (Action: string | readonly string[], Resource: string): StackExample[number] => ({
  type: rolePolicy,
  name: "policy",
  props: { policy: written({ Effect: "Allow", Action, Resource }) },
  uses: { role: ["guest"] },
});
const monitor = "arn:aws:rum:eu-central-1:111122223333:appmonitor/shop";

export const guestRoleLimited = stackRule({
  id: "guest-role-limited",
  title: "What anybody's browser may do in our account is to report how a page loaded",
  requirements: ["G07", "K22"],
  judges: role,
  why: "An identity pool hands this role to whoever asks, with keys that work from everywhere: it is a public credential.",
  fix: "Leave it rum:PutRumEvents on the app monitor's ARN, or restrict its trust to authenticated identities.",
  findings: (stack) =>
    stack
      .all(role)
      .filter((node) => statements(node.known("assumeRolePolicy")).some(admitsGuests))
      .flatMap((node) => excess(stack, node, tooMuch, (arn) => `lets anybody do what ${arn} allows`)),
  examples: {
    pass: [
      [guest(), may("rum:PutRumEvents", monitor)],
      [guest("authenticated"), may("s3:GetObject", "arn:aws:s3:::shop/*")],
      [{ type: role, name: "guest", props: { assumeRolePolicy: "{}" } }],
    ],
    fail: [
      [guest(), may("rum:PutRumEvents", "*")],
      [guest(), may(["rum:PutRumEvents", "rum:DeleteAppMonitor"], monitor)],
      [guest(), may("s3:GetObject", "arn:aws:s3:::shop/logo.png")],
      [guest("*"), may("s3:GetObject", "arn:aws:s3:::shop/logo.png")],
      [guest(), { ...may("rum:PutRumEvents", monitor), props: { policy: unknown } }],
      [
        {
          ...guest(),
          props: { ...guest().props, managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
        },
      ],
    ],
  },
});
