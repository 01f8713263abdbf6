import { lambda } from "../../reading/function-types.ts";
import { inOneZone, subnetIn, zonesOf } from "../../reading/zones.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

/** Outside of our network Lambda spreads a function by itself. */
const inNetwork = (node: Node): boolean =>
  node.known("vpcConfig") !== undefined || node.isUnknown("vpcConfig");

export const functionSpreadOverZones = stackRule({
  id: "function-spread-over-zones",
  title: "Every function in the network can run in more than one zone",
  requirements: ["C15", "P15"],
  controls: ["FSBP Lambda.5"],
  judges: lambda,
  why: "What measures the database and turns its passwords over must not be gone when one zone is.",
  fix: "Give vpcConfig.subnetIds at least two subnets of different zones.",
  findings: (stack) =>
    stack
      .all(lambda)
      .filter(inNetwork)
      .flatMap((node) => inOneZone(node, zonesOf(node, "vpcConfig", "subnetIds"))),
  examples: {
    pass: [
      [{ type: lambda, name: "values" }],
      [
        subnetIn("a", "eu-central-1a"),
        subnetIn("b", "eu-central-1b"),
        { type: lambda, name: "vitals", uses: { vpcConfig: ["a", "b"] } },
      ],
      [{ type: lambda, name: "vitals", props: { vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] } } }],
    ],
    fail: [
      [subnetIn("a", "eu-central-1a"), { type: lambda, name: "vitals", uses: { vpcConfig: ["a"] } }],
      [{ type: lambda, name: "vitals", props: { vpcConfig: { subnetIds: ["subnet-1"] } } }],
    ],
  },
});
