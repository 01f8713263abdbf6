import type { ResourceShape } from "../evaluation/order.ts";
import type { Registration } from "../program/recording.ts";
import { withoutSecrets } from "../program/secrets.ts";
import { nameOf } from "../program/urn.ts";

/** A resource as parity compares it: plain values, no secret among them, and what each property was computed from. */
export function shapeOf({
  type,
  name,
  urn,
  protect,
  custom,
  inputs,
  outputs,
  propertyDependencies,
}: Registration): ResourceShape {
  const values = (custom ? inputs : outputs).toJavaScript();
  return {
    type,
    name,
    urn,
    protect,
    values: withoutSecrets(values) as ResourceShape["values"],
    uses: Object.fromEntries(
      [...propertyDependencies]
        .filter(([, urns]) => urns.length > 0)
        .map(([key, urns]) => [key, urns.map(nameOf).sort()]),
    ),
  };
}
