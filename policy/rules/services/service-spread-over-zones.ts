import { service } from "../../reading/aws-types.ts";
import { zonesOf } from "../../reading/zones.ts";
import { stackRule } from "../../rule.ts";

const subnet = (name: string, availabilityZone: string) =>
  ({ type: "aws:ec2/subnet:Subnet", name, props: { availabilityZone } }) as const;

export const serviceSpreadOverZones = stackRule({
  id: "service-spread-over-zones",
  title: "Every service can run in more than one zone",
  requirements: ["K23", "P15"],
  judges: service,
  why: "Zones fail one at a time; a service that may only start in one goes down with it.",
  fix: "Give networkConfiguration.subnets at least two subnets of different zones.",
  findings: (stack) =>
    stack.all(service).flatMap((node) => {
      const zones = zonesOf(node, "networkConfiguration", "subnets");
      return zones >= 2
        ? []
        : [{ node, says: `its subnets are in ${zones || "no"} known zone${zones === 1 ? "" : "s"}` }];
    }),
  examples: {
    pass: [
      [
        subnet("a", "eu-central-1a"),
        subnet("b", "eu-central-1b"),
        { type: service, name: "api", uses: { networkConfiguration: ["a", "b"] } },
      ],
      [
        {
          type: service,
          name: "api",
          props: { networkConfiguration: { subnets: ["subnet-1", "subnet-2"] } },
        },
      ],
    ],
    fail: [
      [{ type: service, name: "api" }],
      [subnet("a", "eu-central-1a"), { type: service, name: "api", uses: { networkConfiguration: ["a"] } }],
      [
        subnet("a", "eu-central-1a"),
        subnet("b", "eu-central-1a"),
        { type: service, name: "api", uses: { networkConfiguration: ["a", "b"] } },
      ],
      [
        {
          type: service,
          name: "api",
          props: { networkConfiguration: { subnets: ["subnet-1", "subnet-1"] } },
        },
      ],
    ],
  },
});
