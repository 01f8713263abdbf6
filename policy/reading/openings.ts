/** What one rule of a security group lets through, however the program wrote it. */
export interface Opening {
  readonly cidrs: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly protocol: string;
}

export const securityGroup = "aws:ec2/securityGroup:SecurityGroup";
export const groupRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const egressRule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
/** Every type by which something can be let in. */
export const lettingIn = [securityGroup, groupRule, ingressRule] as const;

type Direction = "ingress" | "egress";
// biome-ignore lint/suspicious/noExplicitAny: properties come from any program
type Read = (property: string) => any;

/** The openings of a group's inline rules, of a rule of its own, or of the older rule resource. */
export function openings(type: string, read: Read, direction: Direction): readonly Opening[] {
  if (type === securityGroup)
    return listOf(read(direction)).map((rule) => opening((property) => rule[property]));
  if (type === groupRule) return read("type") === direction ? [opening(read)] : [];
  if (type === (direction === "ingress" ? ingressRule : egressRule)) return [opening(read)];
  return [];
}

function opening(read: Read): Opening {
  const protocol = String(read("ipProtocol") ?? read("protocol") ?? "-1").toLowerCase();
  const all = protocol === "-1" || protocol === "all";
  const from = all ? 0 : Number(read("fromPort") ?? 0);
  const to = all ? 65_535 : Number(read("toPort") ?? 65_535);
  const cidrs = [
    read("cidrIpv4"),
    read("cidrIpv6"),
    ...listOf(read("cidrBlocks")),
    ...listOf(read("ipv6CidrBlocks")),
  ];
  return { cidrs: cidrs.filter((cidr) => typeof cidr === "string" && cidr !== ""), from, to, protocol };
}

// biome-ignore lint/suspicious/noExplicitAny: properties come from any program
const listOf = (value: any): readonly any[] => (Array.isArray(value) ? value : []);

/** The whole internet or so much of it that nobody chose it: two halves are as open as one whole. */
export function isWorld(cidr: string): boolean {
  const bits = Number(cidr.split("/")[1] ?? Number.NaN);
  return cidr.includes(":") ? bits < 16 : bits < 8;
}

export const toWorld = (found: Opening): boolean => found.cidrs.some(isWorld);

/** "tcp 443", "tcp 8000-9000", "every port". */
export function ports({ from, to, protocol }: Opening): string {
  if (protocol === "-1" || protocol === "all") return "every port";
  return from === to ? `${protocol} ${from}` : `${protocol} ${from}-${to}`;
}
