import { isDeepStrictEqual } from "node:util";
import { type Fields, fields, listed } from "../fields.ts";
import type { Recording, Registration } from "../program/recording.ts";
import { unwrapped } from "../program/secrets.ts";
import { copyAround } from "./copies.ts";

/**
 * A dashboard's body is one JSON string, unknown at the first preview as soon as one name in it is; the rules then read
 * the copy that the enclosing component gives out as `shows`. Here, where everything is known, both must show the same.
 */
export const compareDashboards = (known: Recording): string[] =>
  [...known.values()]
    .filter(({ type }) => type === "aws:cloudwatch/dashboard:Dashboard")
    .flatMap((page) => {
      const copy = copyOf(page, known);
      if (copy === undefined) return [];
      const real = realOf(page);
      return real.length === copy.length && real.every((metric, at) => isCopied(metric, copy[at] ?? {}))
        ? []
        : [`${page.urn}: what it shows differs between its body and its copy for the first preview`];
    });

/** Every metric of the copy: namespace, name, statistic, and dimensions as far as they are known. */
const copyOf = (page: Registration, known: Recording): readonly Fields[] | undefined =>
  copyAround(page, "shows", known)
    ?.map(fields)
    .flatMap(({ metrics }) => listed(metrics));

function realOf(page: Registration): readonly Fields[] {
  const text = unwrapped(fields(page.inputs.toJavaScript()).dashboardBody);
  if (typeof text !== "string") return [];
  return listed(fields(JSON.parse(text)).widgets)
    .flatMap(({ properties }) => fields(properties).metrics ?? [])
    .flatMap((row) => (Array.isArray(row) && typeof row[0] === "string" ? [rowOf(row)] : []));
}

function rowOf(row: readonly unknown[]): Fields {
  const [namespace, metricName, ...words] = row.filter((part) => typeof part === "string");
  const dimensions = words.flatMap((name, at) => (at % 2 === 0 ? [{ name, value: words[at + 1] }] : []));
  return { namespace, metricName, stat: fields(row.at(-1)).stat, dimensions };
}

function isCopied(real: Fields, copy: Fields): boolean {
  const values = new Map(listed(copy.dimensions).map(({ name, value }) => [name, value]));
  const asKnown = listed(real.dimensions).map(({ name, value }) =>
    values.get(name) === undefined ? { name } : { name, value },
  );
  const { namespace, metricName, stat } = real;
  return isDeepStrictEqual({ namespace, metricName, stat, dimensions: asKnown }, plain(copy));
}

const plain = ({ namespace, metricName, stat, dimensions }: Fields) => ({
  namespace,
  metricName,
  stat,
  dimensions: listed(dimensions),
});
