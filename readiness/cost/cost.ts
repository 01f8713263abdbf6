import type { Config } from "../../config/schema.ts";
import { stackOf } from "../data-map/facts.ts";
import type { ResourceShape } from "../evaluation/order.ts";
import type { CostLine, CostReport, NotPriced } from "../types.ts";
import { assumedOf } from "./assumed.ts";
import { isFree } from "./free.ts";
import { databases } from "./pricers/databases.ts";
import { edge } from "./pricers/edge.ts";
import { networking } from "./pricers/network.ts";
import { smaller } from "./pricers/rest.ts";
import { running } from "./pricers/run.ts";
import { storing } from "./pricers/stores.ts";
import { watching } from "./pricers/watch.ts";
import { prices } from "./prices.ts";
import type { Band, Pricers, Quantity } from "./quantity.ts";
import { isQuantity } from "./quantity.ts";
import { rateOf } from "./rate.ts";

type Known = Pick<Config, "region" | "expectedRps" | "retention"> &
  Partial<Pick<Config, "telemetry" | "budget">>;

const pricers: Pricers = {
  ...running,
  ...networking,
  ...edge,
  ...databases,
  ...storing,
  ...watching,
  ...smaller,
};

/** What a month of the stack costs, as far as a local table and the plan tell; what they do not tell is listed, never 0. */
export function costOf(shapes: readonly ResourceShape[], config: Known): CostReport {
  const plan = { stack: stackOf(shapes), assumed: assumedOf(config) };
  const types = [...new Set(shapes.map(({ type }) => type))].filter((type) => !isFree(type));
  const found = types.flatMap((type) =>
    plan.stack.all(type).flatMap((facts) => {
      const said = pricers[type]?.(facts, plan) ?? [{ why: "no price of this kind is in the table" }];
      return said.map((one) => ({ ...(isQuantity(one) ? billed(one, config.region) : one), type }));
    }),
  );
  const lines = linesOf(found.flatMap((one) => ("item" in one ? [one] : [])));
  const fixed = sum(lines.filter(({ kind }) => kind === "fixed"));
  const usage = sum(lines.filter(({ kind }) => kind === "usage"));
  const total = sum([fixed, usage]);
  return {
    currency: "USD",
    hours: 730,
    region: config.region,
    pricesOf,
    total,
    fixed,
    usage,
    lines,
    notPriced: grouped(found.flatMap((one) => ("why" in one ? [one] : []))),
    assumptions: plan.assumed.sentences,
    budget: budgetOf(config, total),
  };
}

/** The oldest month in which a price was written down. */
const pricesOf = Object.values(prices).reduce(
  (oldest, { asOf }) => (asOf < oldest ? asOf : oldest),
  "9999-12",
);

interface Billed extends Band {
  readonly item: string;
  readonly how: string;
  readonly kind: CostLine["kind"];
  readonly estimated: boolean;
  readonly page: string;
}

function billed(quantity: Quantity, own: string): Billed | { why: string } {
  const { item, how, meter, usage, low, high } = quantity;
  const region = quantity.region ?? own;
  const rate = rateOf(meter, region);
  if (!rate) return { why: `${item}: no price of ${meter} in ${region} is in the table` };
  return {
    item,
    how,
    kind: usage ? "usage" : "fixed",
    low: low * rate.low,
    high: high * rate.high,
    estimated: rate.estimated,
    page: rate.page,
  };
}

/** The dearest first. */
function linesOf(all: readonly (Billed & { readonly type: string })[]): readonly CostLine[] {
  return [...Map.groupBy(all, ({ item }) => item)]
    .map(([item, own]) => ({
      item,
      kind: own[0]?.kind ?? ("fixed" as const),
      ...sum(own),
      how: [...new Set(own.map(({ how }) => how))].join("; "),
      estimated: own.some(({ estimated }) => estimated),
      pages: [...new Set(own.map(({ page }) => page))].sort(),
    }))
    .sort((a, b) => b.high - a.high || (a.item < b.item ? -1 : 1));
}

function grouped(all: readonly { readonly type: string; readonly why: string }[]): readonly NotPriced[] {
  return [...Map.groupBy(all, ({ type, why }) => `${type} ${why}`).values()].map((own) => ({
    type: own[0]?.type ?? "",
    why: own[0]?.why ?? "",
    count: own.length,
  }));
}

const cents = (dollars: number): number => Math.round(dollars * 100) / 100;

const sum = (bands: readonly Band[]): Band => ({
  low: cents(bands.reduce((all, { low }) => all + low, 0)),
  high: cents(bands.reduce((all, { high }) => all + high, 0)),
});

function budgetOf({ budget }: Known, total: Band): CostReport["budget"] {
  if (!budget) return null;
  const { monthlyUsd } = budget;
  return {
    monthlyUsd,
    left: { low: cents(monthlyUsd - total.high), high: cents(monthlyUsd - total.low) },
    says: total.low > monthlyUsd ? "exceeded" : total.high > monthlyUsd ? "may be exceeded" : "kept",
  };
}
