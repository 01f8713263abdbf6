import { stackRule } from "../../rule.ts";

const vpc = "aws:ec2/vpc:Vpc";
const flowLog = "aws:ec2/flowLog:FlowLog";

export const networkTrafficLogged = stackRule({
  id: "network-traffic-logged",
  title: "Every network keeps a log of all its traffic",
  requirements: ["G06", "C15"],
  controls: ["FSBP EC2.6", "CKV2_AWS_11"],
  why: "After an intrusion, flow logs are the only record of who talked to whom; refused traffic alone does not show what left.",
  fix: "Add an aws.ec2.FlowLog with trafficType ALL for the VPC.",
  judges: vpc,
  findings: (stack) =>
    stack.all(vpc).flatMap((node) => {
      const logs = stack.pointing(flowLog, "vpcId", node);
      if (logs.some((log) => log.known("trafficType") === "ALL")) return [];
      return [
        { node, says: logs.length === 0 ? "it has no flow log" : "its flow log does not record all traffic" },
      ];
    }),
  examples: {
    pass: [
      [
        { type: vpc, name: "main" },
        { type: flowLog, name: "flows", props: { trafficType: "ALL" }, uses: { vpcId: ["main"] } },
      ],
    ],
    fail: [
      [{ type: vpc, name: "main" }],
      [
        { type: vpc, name: "main" },
        { type: flowLog, name: "flows", props: { trafficType: "REJECT" }, uses: { vpcId: ["main"] } },
      ],
      [
        { type: vpc, name: "main" },
        { type: vpc, name: "other" },
        { type: flowLog, name: "flows", props: { trafficType: "ALL" }, uses: { vpcId: ["other"] } },
      ],
    ],
  },
});
