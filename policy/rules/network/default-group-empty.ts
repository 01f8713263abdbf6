import { resourceRule } from "../../rule.ts";

export const defaultGroupEmpty = resourceRule({
  id: "default-group-empty",
  title: "The default security group lets nothing in or out",
  requirements: ["G05"],
  controls: ["FSBP EC2.2", "CKV2_AWS_12"],
  why: "Whatever names no group falls into this one, so what it allows is allowed by mistake.",
  fix: "Remove ingress and egress from the default security group.",
  judges: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  findings: ({ ingress = [], egress = [] }) => [
    ...(ingress.length > 0 ? ["it has ingress rules"] : []),
    ...(egress.length > 0 ? ["it has egress rules"] : []),
  ],
  examples: {
    pass: [{ props: {} }, { props: { ingress: [], egress: [] } }],
    fail: [
      { props: { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] } },
      { props: { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] } },
    ],
  },
});
