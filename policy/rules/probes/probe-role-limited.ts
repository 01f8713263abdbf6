import { covers, type Statement, written } from "../../reading/document.ts";
import { role } from "../../reading/grants.ts";
import { canary } from "../../reading/probes.ts";
import { excess, rolePolicy } from "../../reading/role-rights.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

/** "Required roles and permissions for canaries", in their widest form; secrets and keys are for probes that sign in. */
const allowed = [
  "cloudwatch:PutMetricData",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "kms:Decrypt",
  "kms:GenerateDataKey",
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "s3:GetBucketLocation",
  "s3:GetObject",
  "s3:ListAllMyBuckets",
  "s3:PutObject",
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetSecretValue",
  "xray:PutTraceSegments",
];

function tooMuch({ actions, allActionsBut, resources, conditions }: Statement): readonly string[] {
  if (allActionsBut) return ["may do everything but a few things"];
  const publishes = actions.some((action) => covers(action, "cloudwatch:PutMetricData"));
  const named = conditions.some(
    ({ key, operator, values }) =>
      key === "cloudwatch:namespace" && operator === "StringEquals" && values.length > 0,
  );
  const reads = actions.some((action) => covers(action, "secretsmanager:GetSecretValue"));
  return [
    ...actions
      .filter((action) => !allowed.some((one) => one.toLowerCase() === action.toLowerCase()))
      .map((action) => `may ${action}, which asking from outside does not need`),
    ...(publishes && !named
      ? ["may publish metrics of any namespace, so alarms can be kept quiet by it"]
      : []),
    ...(reads && resources.some((one) => /[:*]secret:(?:\*|[^-]*\*$)|^\*$/.test(one))
      ? ["may read every secret"]
      : []),
  ];
}

const metrics = {
  Effect: "Allow",
  Action: "cloudwatch:PutMetricData",
  Resource: "*",
  Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
};
const secretArn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret";
const token = {
  Effect: "Allow",
  Action: "secretsmanager:GetSecretValue",
  Resource: `${secretArn}:shop/PROBE_TOKEN-??????`,
};
const stackWith = (...statements: readonly object[]): StackExample => [
  { type: role, name: "asks" },
  {
    type: rolePolicy,
    name: "policy",
    props: { policy: written(...statements) },
    uses: { role: ["asks"] },
  },
  { type: canary, name: "probe", uses: { executionRoleArn: ["asks"] } },
];

export const probeRoleLimited = stackRule({
  id: "probe-role-limited",
  title: "A probe may leave what it found, count it, and nothing else",
  requirements: ["G07"],
  judges: canary,
  why: "A probe runs a browser that loads pages from the internet: whatever its role may do, such a page may come to do.",
  fix: "Leave the role the actions that Synthetics documents, cloudwatch:PutMetricData under StringEquals cloudwatch:namespace, and single secrets by ARN.",
  findings: (stack) =>
    stack.all(canary).flatMap((node) =>
      node
        .uses("executionRoleArn")
        .filter(({ type }) => type === role)
        .flatMap((one) =>
          excess(stack, one, tooMuch, (arn) => `carries ${arn}, which is for more than a probe`),
        ),
    ),
  examples: {
    pass: [
      stackWith(metrics, token),
      stackWith({ Effect: "Allow", Action: ["s3:PutObject"], Resource: "arn:aws:s3:::shop-probes/runs/*" }),
      stackWith({ Effect: "Deny", Action: "*", Resource: "*" }),
    ],
    fail: [
      stackWith({ ...metrics, Condition: {} }),
      stackWith({ ...metrics, Action: "cloudwatch:*" }),
      stackWith({ ...token, Resource: "*" }),
      stackWith({ ...token, Resource: `${secretArn}:*` }),
      stackWith({ ...token, Resource: `${secretArn}:shop/*` }),
      stackWith({ Effect: "Allow", Action: "dynamodb:Scan", Resource: "*" }),
      stackWith({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      [
        {
          type: role,
          name: "asks",
          props: { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
        },
        { type: canary, name: "probe", uses: { executionRoleArn: ["asks"] } },
      ],
      [
        { type: role, name: "asks" },
        { type: rolePolicy, name: "policy", props: { policy: unknown }, uses: { role: ["asks"] } },
        { type: canary, name: "probe", uses: { executionRoleArn: ["asks"] } },
      ],
    ],
  },
});
