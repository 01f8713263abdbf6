import {
  groupRule,
  ingressRule,
  lettingIn,
  openings,
  securityGroup,
  toWorld,
} from "../../reading/openings.ts";
import { resourceRule } from "../../rule.ts";

/** SSH, RDP, and what databases, caches, brokers and search engines listen on. */
const guarded = [22, 1433, 1521, 2049, 3306, 3389, 5432, 5672, 6379, 6380, 9092, 9200, 11_211, 27_017];

export const dataPortsClosedToWorld = resourceRule({
  id: "data-ports-closed-to-world",
  title: "No database, cache or administration port is open to the internet",
  requirements: ["G01", "G02"],
  controls: ["FSBP EC2.19", "FSBP EC2.13", "FSBP EC2.14", "CKV_AWS_24", "CKV_AWS_25"],
  why: "Such a port is found by scanners within minutes, and a password is then all that is left.",
  fix: "Name the security group of the client instead of a CIDR.",
  judges: lettingIn,
  findings: (props, { type }) =>
    openings(type, (property) => props[property], "ingress")
      .filter(toWorld)
      .flatMap((open) => {
        const port = guarded.find((one) => open.from <= one && one <= open.to);
        return port === undefined ? [] : [`port ${port} is open to the internet`];
      }),
  examples: {
    pass: [
      { type: ingressRule, props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 } },
      {
        type: ingressRule,
        props: { cidrIpv4: "10.20.0.0/16", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 },
      },
      { type: securityGroup, props: { ingress: [] } },
    ],
    fail: [
      {
        type: ingressRule,
        props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 5432, toPort: 5432 },
      },
      { type: ingressRule, props: { cidrIpv6: "::/0", ipProtocol: "tcp", fromPort: 6000, toPort: 7000 } },
      { type: groupRule, props: { type: "ingress", protocol: "-1", cidrBlocks: ["0.0.0.0/0"] } },
      {
        type: securityGroup,
        props: { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }] },
      },
    ],
  },
});
