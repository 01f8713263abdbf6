import { drawn, pictureOf } from "../../picture/draw.ts";
import type { Finding, GateReport } from "../../types.ts";
import { dollars, duration } from "../cost-text.ts";
import { plural, seconds } from "../text.ts";
import { breakers, data, findings, parity, rows, surface } from "./html-chapters.ts";
import { cost, waiting } from "./html-cost.ts";
import { chapter, html, Markup, nothing } from "./markup.ts";
import { page } from "./page.ts";
import type { RefusedStack, Told, ToldStack } from "./told.ts";

/** One page that needs nothing from elsewhere, for people who were not there: to look at, to print, to keep. */
export async function htmlReport({ stacks, refused, version }: Told): Promise<string> {
  const articles = await Promise.all(stacks.map(article));
  const ready = refused.length === 0 && stacks.every(({ report }) => report.verdict === "ready");
  const names = [...stacks.map(({ report }) => report.stack), ...refused.map(({ stack }) => stack)].join(
    ", ",
  );
  const project = stacks[0]?.evaluation.project ?? "golive";
  return page(
    `${project}: ${ready ? "ready" : "not ready"} (${names})`,
    html`<header><h1>${project}: may it launch?</h1><p class="soft">${names} · golive ${version} · the declared tier: the program as it is written</p></header>
${refused.map(unjudged)}${articles}`,
  );
}

const unjudged = ({ stack, why }: RefusedStack): Markup =>
  html`<article><div class="verdict bad-one"><h2><span class="bad">✘ NOT JUDGED</span> ${stack}</h2></div><section><pre>${why}</pre></section></article>`;

async function article({ report, evaluation }: ToldStack): Promise<Markup> {
  const key = `stack-${report.stack}`;
  const by = (status: Finding["status"]) => report.findings.filter((one) => one.status === status);
  const picture = await drawn(pictureOf(`${evaluation.project} · ${report.stack}`, evaluation.shapes));
  const chapters = [
    breakers(report, key),
    findings("Fix first", `${key}-failed`, by("failed")),
    findings("Not proven", `${key}-unproven`, by("not proven")),
    findings("Waived, until the day named", `${key}-waived`, by("waived")),
    chapter(
      `${key}-picture`,
      "The platform",
      html`<div class="picture">${new Markup(alone(picture, key))}</div>`,
    ),
    cost(report.cost, key),
    waiting(report.deployment, key),
    rows(report, key),
    parity(report, key),
    surface(report, key),
    data(report, key),
  ];
  return html`<article id="${key}">${verdict(report)}${figures(report)}${contents(chapters)}
${chapters}</article>
`;
}

function verdict({ verdict, stack, environment, summary, timings }: GateReport): Markup {
  const good = verdict === "ready";
  return html`<div class="verdict ${good ? "" : "bad-one"}"><h2><span class="${good ? "good" : "bad"}">${good ? "✔ READY" : "✘ NOT READY"}</span> ${stack}</h2><span class="soft">${stack === environment ? "" : `${environment} · `}${plural(summary.rules, "rule")} · ${plural(summary.resources, "resource")}${timings.total === undefined ? "" : ` · ${seconds(timings.total)}`}</span></div>`;
}

function figures({ requirements, summary, cost: money, deployment }: GateReport): Markup {
  const ready = requirements.filter(({ status }) => status === "ready").length;
  const all: readonly (readonly [string | number, string, string])[] = [
    [
      `${ready} / ${requirements.length}`,
      "requirements ready",
      ready === requirements.length ? "good" : "bad",
    ],
    [summary.failed, "failed", summary.failed > 0 ? "bad" : ""],
    [summary.notProven, "not proven", summary.notProven > 0 ? "doubt" : ""],
    [summary.waived, "waived", summary.waived > 0 ? "doubt" : ""],
    ...(money.lines.length > 0 ? [[dollars(money.total), "US dollars a month", ""] as const] : []),
    ...(deployment.chain.length > 0 ? [[duration(deployment.seconds), "first deployment", ""] as const] : []),
  ];
  return html`<div class="figures">${all.map(([figure, what, tone]) => html`<div class="figure"><b class="${tone}">${figure}</b><span>${what}</span></div>`)}</div>`;
}

/** Links to the chapters that there are. */
function contents(chapters: readonly Markup[]): Markup {
  const links = chapters.flatMap(({ text }) => {
    const [, id, title] = /<section id="([^"]+)"><h3>([^<]+)<\/h3>/.exec(text) ?? [];
    return id && title ? [html`<a href="#${id}">${new Markup(title)}</a>`] : [];
  });
  return links.length === 0 ? nothing : html`<nav>${links}</nav>`;
}

/** Several pictures on one page: the names inside of each are its own, and so is its style. */
const alone = (svg: string, key: string): string =>
  svg.replaceAll(/ id="([^"]+)"/g, (_, id: string) => ` id="${key}-${id}"`);
