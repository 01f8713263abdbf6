import { classPrice } from "./classes.ts";
import { estimateError, type Meter, type Price, prices, type Region, regions } from "./prices.ts";
import type { Band } from "./quantity.ts";

/** Dollars for one of it; a band where the region's own price is not in the table. */
export interface Rate extends Band {
  readonly page: string;
  readonly asOf: string;
  readonly estimated: boolean;
}

/** What one of a meter costs in a region; undefined where nobody wrote it down. */
export function rateOf(meter: Meter, region: string): Rate | undefined {
  if (!isRegion(region)) return undefined;
  const known = isListed(meter) ? listed(prices[meter], region) : ofClass(meter, region);
  if (!known) return undefined;
  const { usd, page, asOf, estimated } = known;
  const error = estimated ? estimateError : 0;
  return { page, asOf, estimated, low: usd * (1 - error), high: usd * (1 + error) };
}

interface Known {
  readonly usd: number;
  readonly page: string;
  readonly asOf: string;
  readonly estimated: boolean;
}

function listed({ usd, page, asOf }: Price, region: Region): Known {
  const own = usd[region];
  return own === undefined
    ? { usd: usd["us-east-1"] * regions[region], page, asOf, estimated: true }
    : { usd: own, page, asOf, estimated: false };
}

function ofClass(name: string, region: Region): Known | undefined {
  const known = classPrice(name);
  return known && { ...known, usd: known.usd * regions[region], estimated: region !== "us-east-1" };
}

const isRegion = (region: string): region is Region => Object.hasOwn(regions, region);
const isListed = (meter: Meter): meter is keyof typeof prices => Object.hasOwn(prices, meter);
