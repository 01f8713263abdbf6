import { isJson, type Json } from "../json.ts";
import { broken, missingFrom } from "./limits.ts";
import type { View } from "./view.ts";

/** What a client of the live document would trip over, and where inside of the schema. */
export interface Breach {
  readonly at: string;
  readonly says: string;
}

/** A request must be let through as before; an answer must stay within what was promised. */
export type Direction = "request" | "answer";

/** Two schemas further inside that are to be compared too. */
export interface Inside {
  readonly at: string;
  readonly live: unknown;
  readonly next: unknown;
}

/** What two alternatives have against each other by themselves, and what is still to be asked. */
export interface Pair {
  readonly breaches: readonly Breach[];
  readonly inside: readonly Inside[];
}

interface Sides {
  readonly live: View;
  readonly next: View;
  /** All that the inner one lets through, the outer one must. */
  readonly inner: View;
  readonly outer: View;
  readonly request: boolean;
}

export function pairOf(live: View, next: View, direction: Direction): Pair {
  const request = direction === "request";
  const [inner, outer] = request ? [live, next] : [next, live];
  const sides = { live, next, inner, outer, request };
  const covered =
    outer.type === undefined ||
    inner.type === outer.type ||
    (inner.type === "integer" && outer.type === "number");
  if (!covered)
    return {
      breaches: [{ at: "", says: `it was ${wordsFor(live)} and is ${wordsFor(next)}` }],
      inside: [],
    };
  const closed = request && isOpen(live) && !isOpen(next);
  return {
    breaches: [
      ...broken(inner.limits, outer.limits).map((key) => ({ at: "", says: limitWords(key, sides) })),
      ...propertyBreaches(sides),
      ...(closed ? [{ at: "", says: "further properties are let in no longer" }] : []),
    ],
    inside: insideOf(sides),
  };
}

/** A request has nothing that is only read, and an answer nothing that is only written. */
const counts = (schema: unknown, request: boolean): boolean =>
  !(isJson(schema) && (request ? schema.readOnly : schema.writeOnly) === true);

function propertyBreaches({ live, next, inner, outer, request }: Sides): readonly Breach[] {
  const gone = [...live.properties].filter(
    ([name, schema]) => counts(schema, request) && !next.properties.has(name),
  );
  const asked = [...outer.required].filter(
    (name) =>
      !inner.required.has(name) &&
      counts(outer.properties.get(name), request) &&
      (request || next.properties.has(name)), // else it is told as gone
  );
  const says = request ? "it must be sent now" : "it came always, and may be missing now";
  return [
    ...gone.map(([name]) => ({ at: `.${name}`, says: "it is gone" })),
    ...asked.map((name) => ({ at: `.${name}`, says })),
  ];
}

function insideOf({ live, next, inner, outer, request }: Sides): readonly Inside[] {
  const entries = { at: "[]", live: live.items ?? {}, next: next.items ?? {} };
  const others = { at: "[*]", live: live.additional ?? {}, next: next.additional ?? {} };
  return [
    ...[...live.properties]
      .filter(([name, schema]) => counts(schema, request) && next.properties.has(name))
      .map(([name, schema]) => ({ at: `.${name}`, live: schema, next: next.properties.get(name) })),
    ...(outer.items === undefined ? [] : [entries]),
    ...(isJson(outer.additional) && inner.additional !== false ? [others] : []),
  ];
}

const isOpen = ({ type, additional }: View): boolean => type === "object" && additional !== false;

function limitWords(key: string, { live: { limits: live }, next: { limits: next }, request }: Sides): string {
  const words = (limits: Json): string =>
    limits[key] === undefined ? "absent" : JSON.stringify(limits[key]);
  if (key !== "enum" || live.enum === undefined || next.enum === undefined)
    return `${key} was ${words(live)} and is ${words(next)}`;
  const list = (values: readonly unknown[]): string => values.map((one) => JSON.stringify(one)).join(", ");
  return request
    ? `${list(missingFrom(next.enum, live.enum))} is let in no longer`
    : `${list(missingFrom(live.enum, next.enum))} may come now`;
}

export const wordsFor = ({ type }: View): string => type ?? "anything";
