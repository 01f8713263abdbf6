import {
  groupRule,
  ingressRule,
  lettingIn,
  openings,
  ports,
  securityGroup,
  toWorld,
} from "../../reading/openings.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const web: ReadonlySet<number> = new Set([80, 443]);

export const worldEntersByWebPorts = resourceRule({
  id: "world-enters-by-web-ports",
  title: "The internet may knock on ports 80 and 443 and on no other",
  requirements: ["G05"],
  controls: ["FSBP EC2.18", "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
  why: "Every further open port is a second front door that no listener, certificate or firewall stands behind.",
  fix: "Open only tcp 443 (and 80, to redirect) to the internet, and name a security group for everything else.",
  judges: lettingIn,
  findings: (props, { type }) =>
    openings(type, (property) => props[property], "ingress")
      .filter(toWorld)
      .filter(
        ({ from, to, protocol }) =>
          !(from === to && web.has(from) && (protocol === "tcp" || protocol === "6")),
      )
      .map((open) => `${ports(open)} is open to the internet`),
  examples: {
    pass: [
      { type: ingressRule, props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 } },
      {
        type: ingressRule,
        props: { cidrIpv4: "10.0.0.0/8", ipProtocol: "tcp", fromPort: 8000, toPort: 8000 },
      },
      { type: ingressRule, props: { referencedSecurityGroupId: unknown, ipProtocol: "-1" } },
      { type: securityGroup, props: {} },
      {
        type: securityGroup,
        props: { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, ipv6CidrBlocks: ["::/0"] }] },
      },
      { type: groupRule, props: { type: "egress", protocol: "-1", cidrBlocks: ["0.0.0.0/0"] } },
    ],
    fail: [
      {
        type: ingressRule,
        props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 8000, toPort: 8000 },
      },
      { type: ingressRule, props: { cidrIpv6: "::/0", ipProtocol: "tcp", fromPort: 80, toPort: 443 } },
      { type: ingressRule, props: { cidrIpv4: "128.0.0.0/1", ipProtocol: "-1" } },
      { type: ingressRule, props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "udp", fromPort: 443, toPort: 443 } },
      { type: ingressRule, props: { cidrIpv4: unknown, ipProtocol: "tcp", fromPort: 22, toPort: 22 } },
      {
        type: securityGroup,
        props: { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] },
      },
      {
        type: groupRule,
        props: { type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
      },
    ],
  },
});
