import type { Pricer, Pricers } from "../quantity.ts";
import { always, hours, times } from "../quantity.ts";

const nat: Pricer = (_, { assumed }) => [
  { item: "NAT gateways", meter: "nat.hour", ...always(hours), how: "by the hour" },
  { item: "data through NAT gateways", meter: "nat.gb", ...assumed.egress, how: "by the GB", usage: true },
];

const endpoint: Pricer = (facts, { assumed }) => {
  if (facts.text("vpcEndpointType") !== "Interface") return []; // a gateway endpoint costs nothing
  const zones = facts.list("subnetIds").length;
  if (zones === 0) return [{ why: `in how many zones ${facts.name} is, is not known before deploy` }];
  return [
    {
      item: "interface endpoints",
      meter: "endpoint.hour",
      ...always(zones * hours),
      how: "by zone and hour",
    },
    {
      item: "data through endpoints",
      meter: "endpoint.gb",
      ...assumed.endpoint,
      how: "by the GB",
      usage: true,
    },
  ];
};

/** One LCU takes 25 new connections a second, or a GB an hour, whichever is more. */
const balancer: Pricer = (facts, { assumed }) => {
  const gb = {
    low: assumed.requests.low * assumed.answerKb.low,
    high: assumed.requests.high * assumed.answerKb.high,
  };
  const perSecond = times(assumed.requests, 1e6 / (hours * 3600));
  const outside = facts.flag("internal") !== true && facts.list("subnets").length > 0;
  return [
    { item: "load balancers", meter: "alb.hour", ...always(hours), how: "by the hour" },
    {
      item: "load of the balancer",
      meter: "alb.lcu",
      // Ten requests a connection at best; each its own at worst.
      low: Math.max(perSecond.low / 250, gb.low / hours) * hours,
      high: Math.max(perSecond.high / 25, gb.high / hours) * hours,
      how: "by new connections and GB",
      usage: true,
    },
    ...(outside
      ? ([
          {
            item: "public IPv4 addresses",
            meter: "ipv4.hour",
            ...always(facts.list("subnets").length * hours),
            how: "one for each zone of the balancer, and each of a NAT gateway",
          },
          { item: "data to the internet", meter: "transfer.out", ...gb, how: "by the GB", usage: true },
          {
            item: "data between zones",
            meter: "transfer.zones",
            low: gb.low,
            high: 4 * gb.high,
            how: "what is answered, and asked of the stores, crosses zones up to twice",
            usage: true,
          },
        ] as const)
      : []),
  ];
};

export const networking: Pricers = {
  "aws:ec2/natGateway:NatGateway": nat,
  "aws:ec2/eip:Eip": () => [
    {
      item: "public IPv4 addresses",
      meter: "ipv4.hour",
      ...always(hours),
      how: "one for each zone of the balancer, and each of a NAT gateway",
    },
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
  "aws:lb/loadBalancer:LoadBalancer": balancer,
};
