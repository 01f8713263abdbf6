import { loadBalancers } from "../../reading/aws-types.ts";
import {
  groupRule,
  ingressRule,
  lettingIn,
  openings,
  securityGroup,
  toWorld,
} from "../../reading/openings.ts";
import { type StackExample, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

/** Where each kind of thing names the groups it wears; the balancer is the one that may be reached by everyone. */
const wearers: readonly (readonly [type: string, property: string])[] = [
  ["aws:ecs/service:Service", "networkConfiguration"],
  ["aws:lambda/function:Function", "vpcConfig"],
  ["aws:ec2/instance:Instance", "vpcSecurityGroupIds"],
  ["aws:ec2/launchTemplate:LaunchTemplate", "vpcSecurityGroupIds"],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", "securityGroupIds"],
  ["aws:rds/instance:Instance", "vpcSecurityGroupIds"],
  ["aws:rds/cluster:Cluster", "vpcSecurityGroupIds"],
  ["aws:rds/proxy:Proxy", "vpcSecurityGroupIds"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "securityGroupIds"],
  ["aws:elasticache/cluster:Cluster", "securityGroupIds"],
  ["aws:elasticache/serverlessCache:ServerlessCache", "securityGroupIds"],
  ["aws:efs/mountTarget:MountTarget", "securityGroups"],
];

const isOpen = (node: Node): boolean =>
  openings(node.type, (property) => node.known(property), "ingress").some(toWorld);

/** The group that an open rule opens: itself where the rule is inline. */
const opened = (node: Node): readonly Node[] =>
  node.type === securityGroup
    ? [node]
    : node.uses("securityGroupId").filter(({ type }) => type === securityGroup);

export const worldEntersByBalancer = stackRule({
  id: "world-enters-by-balancer",
  title: "Only a load balancer can be reached from the internet",
  requirements: ["G05"],
  controls: ["FSBP EC2.18"],
  why: "The balancer is where TLS, the access log and the firewall are; a task that is reached past it has none of them.",
  fix: "Let the internet in to the balancer's security group only, and the balancer's group in to the task's.",
  judges: lettingIn,
  findings: (stack) => {
    const open = new Set(
      stack
        .all(...lettingIn)
        .filter(isOpen)
        .flatMap(opened),
    );
    if (open.size === 0) return [];
    return wearers.flatMap(([type, property]) =>
      stack.all(type).flatMap((node) =>
        node
          .uses(property)
          .filter((group) => open.has(group))
          .map((group) => ({ node, says: `its security group ${group.name} lets the internet in` })),
      ),
    );
  },
  examples: {
    pass: [[...door("tcp"), { type: loadBalancers[0], name: "front", uses: { securityGroups: ["door"] } }]],
    fail: [
      [
        ...door("tcp"),
        { type: "aws:ecs/service:Service", name: "api", uses: { networkConfiguration: ["door"] } },
      ],
      [
        ...door("-1"),
        { type: "aws:rds/instance:Instance", name: "main", uses: { vpcSecurityGroupIds: ["door"] } },
      ],
      [
        {
          type: securityGroup,
          name: "door",
          props: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }] },
        },
        { type: "aws:ecs/service:Service", name: "api", uses: { networkConfiguration: ["door"] } },
      ],
      [
        { type: securityGroup, name: "door" },
        {
          type: groupRule,
          name: "open",
          props: { type: "ingress", protocol: "tcp", fromPort: 443, toPort: 443, ipv6CidrBlocks: ["::/0"] },
          uses: { securityGroupId: ["door"] },
        },
        { type: "aws:lambda/function:Function", name: "hook", uses: { vpcConfig: ["door"] } },
      ],
    ],
  },
});

function door(ipProtocol: string): StackExample {
  return [
    { type: securityGroup, name: "door" },
    {
      type: ingressRule,
      name: "open",
      props: { cidrIpv4: "0.0.0.0/0", ipProtocol, fromPort: 443, toPort: 443 },
      uses: { securityGroupId: ["door"] },
    },
  ];
}
