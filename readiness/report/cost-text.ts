import type { CostLine, CostReport, Dollars, NotPriced, Waiting } from "../types.ts";
import type { Paint } from "./text.ts";
import { pad, plural, widthOf, wrap } from "./text.ts";

/** So many lines are named; the others are one. */
const named = 10;

/** `$983–2,496`; cents only where there are no dollars. */
export function dollars({ low, high }: Dollars): string {
  const [one, other] = [amount(low), amount(high)];
  return one === other ? `$${one}` : `$${one}–${other}`;
}

const amount = (value: number): string =>
  Math.abs(value) >= 1 || value === 0 ? Math.round(value).toLocaleString("en") : value.toFixed(2);

export const costTotal = ({ total, fixed, usage, region, pricesOf }: CostReport): string =>
  `${dollars(total)} in ${region}: ${dollars(fixed)} for being there, ${dollars(usage)} by use; public prices of ${pricesOf}`;

/** What is left of the budget, or what it lacks. */
export function budgetWords({ budget }: CostReport): string | undefined {
  if (!budget) return undefined;
  const of = `the budget of $${amount(budget.monthlyUsd)}`;
  if (budget.says === "kept") return `${of} is kept, with ${dollars(budget.left)} left`;
  if (budget.says === "may be exceeded")
    return `${of} may be exceeded, by up to $${amount(-budget.left.low)}`;
  return `${of} is exceeded, by ${dollars({ low: -budget.left.high, high: -budget.left.low })}`;
}

/** The dearest by name, the others as one. */
export function dearest({ lines }: CostReport): {
  readonly top: readonly CostLine[];
  readonly others: (Dollars & { readonly count: number }) | undefined;
} {
  const top = lines.slice(0, named);
  const rest = lines.slice(named);
  const all = (of: "low" | "high") => rest.reduce((sum, line) => sum + line[of], 0);
  return {
    top,
    others: rest.length === 0 ? undefined : { count: rest.length, low: all("low"), high: all("high") },
  };
}

export const notPricedWords = ({ type, why, count }: NotPriced): string =>
  `${count > 1 ? `${count} × ` : ""}${type.split(":").at(-1)}: ${why}`;

const lineWords = ({ item, how, kind, estimated }: CostLine): string =>
  `${item} (${how}${kind === "usage" ? ", by use" : ""}${estimated ? ", estimated" : ""})`;

/** What a month costs; under another report only the sum. */
export function cost(report: CostReport, paint: Paint, width: number, again: boolean): string[] {
  if (report.lines.length === 0 && report.notPriced.length === 0) return [];
  const budget = budgetWords(report);
  const { top, others } = dearest(report);
  const sums = [...top.map(dollars), ...(others ? [dollars(others)] : [])];
  const column = Math.max(0, ...sums.map(widthOf));
  const head = [
    ...wrap(costTotal(report), width, `${paint("bold", "A month costs")}  `),
    ...(budget === undefined
      ? []
      : wrap(
          budget,
          width,
          `  ${report.budget?.says === "kept" ? paint("green", "✔") : paint("yellow", "!")} `,
        )),
  ];
  if (again) return head;
  return [
    ...head,
    ...top.flatMap((line) => wrap(lineWords(line), width, `  ${pad(dollars(line), column)}  `)),
    ...(others
      ? wrap(
          `${plural(others.count, "smaller item")}; --html names each`,
          width,
          `  ${pad(dollars(others), column)}  `,
        )
      : []),
    ...report.notPriced.flatMap((one) =>
      wrap(notPricedWords(one), width, `  ${paint("yellow", "not priced")}  `),
    ),
  ];
}

export const duration = (seconds: number): string =>
  seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

/** The links of the chain that take long enough to be worth a name. */
const longLinks = ({ chain }: Waiting): Waiting["chain"] => chain.filter(({ seconds }) => seconds >= 10);

/** How long, and for what, in one line. */
export function waitingWords(waiting: Waiting): string {
  const links = longLinks(waiting).map(({ name, seconds }) => `${name} ${duration(seconds)}`);
  return `about ${duration(waiting.seconds)} (estimated): ${links.join(" → ")}`;
}

/** What the first deployment waits for. */
export function waiting(report: Waiting, paint: Paint, width: number): string[] {
  if (report.chain.length === 0) return [];
  return wrap(waitingWords(report), width, `${paint("bold", "A first deployment waits")}  `);
}
