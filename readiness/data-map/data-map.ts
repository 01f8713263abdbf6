import type { ResourceShape } from "../evaluation/order.ts";
import type { DataMapRow } from "../types.ts";
import { backedUp } from "./backups.ts";
import { type Facts, notProven, stackOf } from "./facts.ts";
import { type Declared, holdingsOf } from "./holdings.ts";
import { kinds } from "./stores.ts";

/** Where the stack keeps data: every store that the program registers, and what the plan proves of it (C18). */
export function dataMapOf(shapes: readonly ResourceShape[], config: Declared): readonly DataMapRow[] {
  const stack = stackOf(shapes);
  const prefix = `${config.product}-${config.environment}`;
  const holdings = holdingsOf(config);
  const found = kinds.flatMap((kind) =>
    stack.all(...kind.types).map((facts) => {
      const name = kind.name(facts) ?? facts.name;
      const held = holdings[name] ?? kind.held?.(facts);
      const copies = kind.arnEnd ? backedUp(stack, kind.arnEnd(facts)) : [];
      const row: DataMapRow = {
        store: kind.store,
        name,
        holds: held?.holds ?? notProven,
        class: facts.text("tags", "data-class") ?? held?.dataClass ?? notProven,
        region: regionOf(facts, config.region),
        retention: kind.retention(facts, stack),
        key: kind.key(facts, stack, prefix),
        backup: [...kind.backup(facts, stack), ...copies].join("; ") || "none",
      };
      return { row, copied: copies.length > 0 };
    }),
  );
  // What holds copies is of the most delicate class among what it holds copies of.
  const copied = found.filter((one) => one.copied).map(({ row }) => row.class);
  const delicate = classes.find((one) => copied.includes(one));
  return found
    .map(({ row }) => (row.store === "backups" && delicate ? { ...row, class: delicate } : row))
    .sort((one, other) => order(one).localeCompare(order(other), "en"));
}

/** The most delicate first; what is not known may be anything. */
const classes = [notProven, "personal", "business", "technical"];

/** A resource may stand elsewhere than the rest of its stack. Named by an unknown value, nobody can tell where. */
function regionOf(facts: Facts, region: string): string {
  return facts.text("region") ?? (facts.uses("region").length > 0 ? notProven : region);
}

/** Stores of the product first, by kind and name. */
const order = ({ store, name }: DataMapRow): string =>
  `${String(kinds.findIndex((kind) => kind.store === store)).padStart(2, "0")} ${name}`;
