import { covers, written } from "../../reading/document.ts";
import { grants, grantTypes, role } from "../../reading/grants.ts";
import { untiedActions } from "../../reading/untied-actions.ts";
import { resourceRule } from "../../rule.ts";

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
        .filter((action) => !untiedActions.some((pattern) => covers(pattern, action)))
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
            Action: ["cloudwatch:PutCompositeAlarm", "logs:CreateLogDelivery", "xray:PutTraceSegments"],
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
