import type { Facts, Stack } from "../data-map/facts.ts";
import type { Assumed } from "./assumed.ts";
import type { Meter } from "./prices.ts";

/** From the least to the most. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** So much of something in a month: hours are 730. */
export interface Quantity extends Band {
  /** What the report calls it; quantities of one name are one line. */
  readonly item: string;
  readonly meter: Meter;
  /** How the amount comes about. */
  readonly how: string;
  /** It depends on what is done with it, not on its being there. */
  readonly usage?: true;
  /** Where it stands, if not in the stack's own region. */
  readonly region?: string | undefined;
}

/** Something costs, and how much cannot be told. */
export interface Unpriced {
  readonly why: string;
}

export interface Plan {
  readonly stack: Stack;
  readonly assumed: Assumed;
}

/** What one resource is billed for. */
export type Pricer = (facts: Facts, plan: Plan) => readonly (Quantity | Unpriced)[];
export type Pricers = Readonly<Record<string, Pricer>>;

export const hours = 730;
/** So much of it, always. */
export const always = (amount: number): Band => ({ low: amount, high: amount });
export const times = (band: Band, by: number): Band => ({ low: band.low * by, high: band.high * by });
export const isQuantity = (one: Quantity | Unpriced): one is Quantity => "meter" in one;
