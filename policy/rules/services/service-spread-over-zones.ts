import { service } from "../../reading/aws-types.ts";
import { inOneZone, subnetIn, zonesOf } from "../../reading/zones.ts";
import { stackRule } from "../../rule.ts";

export const serviceSpreadOverZones = stackRule({
  id: "service-spread-over-zones",
  title: "Every service can run in more than one zone",
  requirements: ["K23", "P15"],
  judges: service,
  why: "Zones fail one at a time; a service that may only start in one goes down with it.",
  fix: "Give networkConfiguration.subnets at least two subnets of different zones.",
  findings: (stack) =>
    stack.all(service).flatMap((node) => inOneZone(node, zonesOf(node, "networkConfiguration", "subnets"))),
  examples: {
    pass: [
      [
        subnetIn("a", "eu-central-1a"),
        subnetIn("b", "eu-central-1b"),
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
      [subnetIn("a", "eu-central-1a"), { type: service, name: "api", uses: { networkConfiguration: ["a"] } }],
      [
        subnetIn("a", "eu-central-1a"),
        subnetIn("b", "eu-central-1a"),
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
