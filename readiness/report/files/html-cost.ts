import type { CostReport, Waiting } from "../../types.ts";
import { budgetWords, costTotal, dollars, duration, notPricedWords } from "../cost-text.ts";
import { plural } from "../text.ts";
import { chapter, folded, html, type Markup, mark, nothing, table } from "./markup.ts";

export function cost(report: CostReport, key: string): Markup {
  if (report.lines.length === 0 && report.notPriced.length === 0) return nothing;
  const most = Math.max(...report.lines.map(({ high }) => high), 0.01);
  const percent = (value: number): string => ((100 * value) / most).toFixed(1);
  const budget = budgetWords(report);
  const line = (one: CostReport["lines"][number]) => [
    dollars(one),
    html`${one.item}<span class="bar"><i class="most" style="width:${percent(one.high)}%"></i><i class="least" style="width:${percent(one.low)}%"></i></span>`,
    one.how,
    html`${one.kind === "fixed" ? "being there" : "use"}${one.estimated ? html`, <span class="doubt">estimated</span>` : ""}`,
  ];
  const columns = [
    { title: "US dollars", kind: "number" },
    { title: "what" },
    { title: "how" },
    { title: "by" },
  ] as const;
  return chapter(
    `${key}-cost`,
    "What a month costs",
    html`<p>${costTotal(report)}.</p>`,
    budget === undefined
      ? nothing
      : html`<p>${mark(report.budget?.says === "kept" ? "good" : report.budget?.says === "exceeded" ? "bad" : "doubt", budget)}</p>`,
    table(columns, report.lines.slice(0, 10).map(line)),
    folded(
      plural(Math.max(report.lines.length - 10, 0), "smaller item"),
      table(columns, report.lines.slice(10).map(line)),
    ),
    report.notPriced.length === 0
      ? nothing
      : html`<p class="doubt">Not priced:</p><ul>${report.notPriced.map((one) => html`<li>${notPricedWords(one)}</li>`)}</ul>`,
    folded(
      "what is assumed, and where the prices are from",
      html`<ul>${report.assumptions.map((one) => html`<li>${one}</li>`)}<li>“estimated”: the region's own price is not in the table, and is taken from us-east-1 with 15 % to either side</li>${[...new Set(report.lines.flatMap(({ pages }) => pages))].sort().map((page) => html`<li><code>${page}</code></li>`)}</ul>`,
    ),
  );
}

export const waiting = (report: Waiting, key: string): Markup =>
  report.chain.length === 0
    ? nothing
    : chapter(
        `${key}-deployment`,
        "What a first deployment waits for",
        html`<p>About ${duration(report.seconds)}, estimated: each waits for the one before; all else is made at the same time.</p>`,
        html`<ol class="chain">${report.chain.filter(({ seconds }) => seconds >= 5).map(({ name, seconds }) => html`<li>${name} <b>${duration(seconds)}</b></li>`)}</ol>`,
      );
