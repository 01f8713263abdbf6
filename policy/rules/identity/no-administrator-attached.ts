import { role } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const administrators = /\/(AdministratorAccess(-.+)?|PowerUserAccess|IAMFullAccess|.+FullAccess)$/;
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

export const noAdministratorAttached = resourceRule({
  id: "no-administrator-attached",
  title: "No role carries a ready-made policy that allows everything",
  requirements: ["G07", "G13"],
  controls: ["CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_56", "AwsSolutions-IAM4"],
  why: "AWS's full-access policies are for trying things out: they allow deletion, and they grow by themselves.",
  fix: "Write a policy with the actions and resources that are needed.",
  judges: [
    attachment,
    role,
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  ],
  findings: (props, { type }) => {
    const arns: readonly string[] = type === role ? (props.managedPolicyArns ?? []) : [props.policyArn ?? ""];
    return arns
      .filter((arn) => administrators.test(arn))
      .map((arn) => `it attaches ${arn.split("/").at(-1)}`);
  },
  examples: {
    pass: [
      { props: { policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole" } },
      { type: role, props: {} },
    ],
    fail: [
      { props: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" } },
      { props: { policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" } },
      { type: role, props: { managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] } },
      { type: role, props: { managedPolicyArns: unknown } },
    ],
  },
});
