import { covers, written } from "../../reading/document.ts";
import { grants, grantTypes, role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";

/** Actions that IAM cannot tie to a resource, of those a web product needs ("Actions, resources, and condition keys"). */
const untied = [
  "acm:RequestCertificate",
  "application-autoscaling:Describe*",
  "backup-storage:MountCapsule",
  "backup:DescribeRegionSettings",
  "backup:DescribeRestoreJob",
  "backup:PutRestoreValidationResult",
  "backup:UpdateRegionSettings",
  "cloudwatch:GetMetricData",
  "cloudwatch:GetMetricStatistics",
  "cloudwatch:ListMetrics",
  "cloudwatch:PutMetricData",
  "ec2:Describe*",
  "ecr:GetAuthorizationToken",
  "ecs:DescribeTaskDefinition",
  "ecs:ListTaskDefinitions",
  "elasticloadbalancing:Describe*",
  "kms:CreateKey",
  "kms:GenerateRandom",
  "kms:ListAliases",
  "logs:DescribeLogGroups",
  "logs:DescribeQueries",
  "logs:GetQueryResults",
  "logs:StopQuery",
  "rds:CreateDBProxy",
  "rds:Describe*",
  "s3:ListAllMyBuckets",
  "secretsmanager:GetRandomPassword",
  "secretsmanager:ListSecrets",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  "states:ValidateStateMachineDefinition",
  "sts:GetCallerIdentity",
  "tag:GetResources",
  "xray:*",
];
/** A Lambda function in a network: AWS's own policy for it has no narrower form. */
const network = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:UnassignPrivateIpAddresses",
];
/** A state machine that writes a log: the Step Functions guide has no narrower form ("Using CloudWatch Logs to log execution history"). */
const delivery = [
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:DescribeResourcePolicies",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:UpdateLogDelivery",
];
const free: readonly string[] = [...untied, ...network, ...delivery];

export const permissionNamesResources = resourceRule({
  id: "permission-names-resources",
  title: "A permission names the resources it is about",
  requirements: ["G07", "G13"],
  controls: ["CKV_AWS_290", "CKV_AWS_355", "CKV_AWS_356", "AwsSolutions-IAM5"],
  why: "A role that may read every secret or bucket of the account reads those of its neighbours and of tomorrow.",
  fix: "Give the ARNs, built from known names, instead of *.",
  judges: grantTypes,
  findings: (props, { type }) =>
    grants(type, props).flatMap(({ actions, resources, allResourcesBut }) => {
      if (allResourcesBut !== undefined)
        return [`it is about all resources but ${allResourcesBut.join(", ")}`];
      if (!resources.some((resource) => /^(\*|arn:[^:]*:\*(:.*)?)$/.test(resource))) return [];
      return actions
        .filter((action) => !free.some((pattern) => covers(pattern, action)))
        .map((action) => `it allows ${action} on *`);
    }),
  examples: {
    pass: [
      {
        props: {
          policy: written({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" }),
        },
      },
      { props: { policy: written({ Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" }) } },
      {
        props: {
          policy: written({
            Effect: "Allow",
            Action: ["ec2:CreateNetworkInterface", "logs:CreateLogDelivery", "xray:PutTraceSegments"],
            Resource: "*",
          }),
        },
      },
      { props: { policy: written({ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }) } },
    ],
    fail: [
      { props: { policy: written({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }) } },
      { props: { policy: written({ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }) } },
      { props: { policy: written({ Effect: "Allow", Action: "iam:PassRole", Resource: ["*"] }) } },
      { props: { policy: written({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:*:::*" }) } },
      {
        props: {
          policy: written({ Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::a/*" }),
        },
      },
      {
        type: role,
        props: {
          inlinePolicies: [
            { policy: written({ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" }) },
          ],
        },
      },
    ],
  },
});
