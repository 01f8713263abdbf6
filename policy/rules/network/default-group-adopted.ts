import { stackRule } from "../../rule.ts";

const vpc = "aws:ec2/vpc:Vpc";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

export const defaultGroupAdopted = stackRule({
  id: "default-group-adopted",
  title: "The default security group of every network is under the program's control",
  requirements: ["G05"],
  controls: ["FSBP EC2.2", "CKV2_AWS_12"],
  why: "AWS makes the default group so that its members reach each other on every port, and puts into it whatever names no group.",
  fix: "Add an aws.ec2.DefaultSecurityGroup without rules for the VPC.",
  judges: vpc,
  findings: (stack) =>
    stack
      .all(vpc)
      .filter((node) => stack.pointing(defaultGroup, "vpcId", node).length === 0)
      .map((node) => ({ node, says: "its default security group is as AWS made it" })),
  examples: {
    pass: [
      [
        { type: vpc, name: "main" },
        { type: defaultGroup, name: "nobody", uses: { vpcId: ["main"] } },
      ],
    ],
    fail: [
      [{ type: vpc, name: "main" }],
      [
        { type: vpc, name: "main" },
        { type: vpc, name: "other" },
        { type: defaultGroup, name: "nobody", uses: { vpcId: ["other"] } },
      ],
    ],
  },
});
