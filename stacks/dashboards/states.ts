import { arnOf, type Place } from "../../components/place.ts";
import type { Inside } from "../inside.ts";
import type { Section } from "./shown.ts";

/** What takes everything down that needs a store. */
export const storesGone = (caches: Inside["caches"]): readonly string[] => [
  "database-gone",
  ...Object.keys(caches).map((id) => `cache-${id}-down`),
];

/** Alarms that one widget may show ("Dashboard body structure and syntax"). */
const statesAtMost = 100;

/** The states of alarms, by the last words of their names. */
export function stateOf(place: Place, names: readonly string[]): Section {
  const alarms = names.map((name) => arnOf(place, "cloudwatch", `alarm:${place.prefix}-${name}`));
  return Array.from({ length: Math.ceil(alarms.length / statesAtMost) }, (_, at) => ({
    title: "Nothing is red",
    alarms: alarms.slice(at * statesAtMost, (at + 1) * statesAtMost),
  }));
}
