import { above } from "./forms.ts";
import type { FirewallSettings } from "./settings.ts";
import {
  all,
  any,
  begins,
  either,
  equals,
  header,
  longer,
  matches,
  not,
  path,
  present,
  type Statement,
} from "./statement.ts";

const length = header("content-length");
const longerThan = (kib: number): Statement => matches(length, above(kib * 1024));

/**
 * A body that is longer than it may be, by what the request says of it: balancer and CDN hold it to that. One that does
 * not say how long it is may be as long as WAF can see, everywhere.
 */
export function bodySize({ bodyKiB, uploads, inspectedBytes }: FirewallSettings): Statement {
  const places = uploads.map(({ path: place, bodyKiB: most }) => ({
    here: place.endsWith("*") ? begins(path, place.slice(0, -1)) : equals(path, place),
    most,
  }));
  const elsewhere = any(places.map(({ here }) => here));
  const unsaid = all(not(present(length)), longer({ Body: { OversizeHandling: "MATCH" } }, inspectedBytes));
  const said = elsewhere ? all(longerThan(bodyKiB), not(elsewhere)) : longerThan(bodyKiB);
  return either(said, ...places.map(({ here, most }) => all(here, longerThan(most))), unsaid);
}
