import { gateOf } from "./gate-command.ts";
import { type Cost, compare } from "./measure.ts";
import { type Product, productWith } from "./products.ts";
import { mebibytes, milliseconds, ratio, seconds, table } from "./text.ts";

const sizes = [0, 10, 100, 1000] as const;

/** What each service more costs, in a small product and in a huge one: the fixed part is that of the product as it is. */
export async function growth(root: string): Promise<string> {
  const products = new Map<number, Product>(sizes.map((size) => [size, productWith(size, root)]));
  const subjects = (of: readonly number[]) =>
    of.map((size) => ({ ...gateOf(root, products.get(size)?.directory), name: String(size) }));
  try {
    const cost = {
      ...(await compare(subjects([0, 10, 100]), { warm: 1, time: 5, usage: 3 })),
      ...(await compare(subjects([1000]), { warm: 0, time: 0, usage: 1 })),
    };
    return report(sizes.flatMap((size) => (cost[size] ? [{ size, cost: cost[size] }] : [])));
  } finally {
    for (const product of products.values()) product.remove();
  }
}

interface Grown {
  readonly size: number;
  readonly cost: Cost;
}

function report(grown: readonly Grown[]): string {
  const fixed = grown[0]?.cost;
  const each = (size: number): { time: number; memory: number } => {
    const cost = grown.find((one) => one.size === size)?.cost;
    const held = (of: Cost | undefined) => of?.usage?.memory ?? Number.NaN;
    return {
      time: ((cost?.milliseconds ?? Number.NaN) - (fixed?.milliseconds ?? Number.NaN)) / size,
      memory: (held(cost) - held(fixed)) / size,
    };
  };
  const rows = grown.map(({ size, cost }) => [
    size === 0 ? "the product as it is" : `+ ${size} services`,
    seconds(cost.milliseconds),
    size === 0 ? "" : milliseconds(each(size).time),
    mebibytes(cost.usage?.memory),
    size === 0 ? "" : mebibytes(each(size).memory),
  ]);
  const compared = (from: number, to: number) => [
    `per service, ${to} ÷ ${from}`,
    "",
    ratio(each(to).time / each(from).time, 1.2),
    "",
    ratio(each(to).memory / each(from).memory, 1.2),
  ];
  return table(
    ["", "time", "per service", "memory", "per service"],
    [...rows, compared(10, 1000), compared(100, 1000)],
  );
}
