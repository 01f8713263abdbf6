import type { ResourceShape } from "../../readiness/evaluation/order.ts";

/** A resource of production as the gate's parts hand it to each other. */
export const shape = (
  type: string,
  name: string,
  values: ResourceShape["values"],
  uses: ResourceShape["uses"] = {},
): ResourceShape => ({
  type,
  name,
  urn: `urn:pulumi:production::shop::${type}::${name}`,
  protect: true,
  values,
  uses,
});
