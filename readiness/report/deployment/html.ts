import type { Cell, GoLiveRow, Missing } from "../../go-live/types.ts";
import { chapter, html, Markup, nothing, table } from "../files/markup.ts";
import { page } from "../files/page.ts";
import { plural } from "../text.ts";
import type { Deployment, Shown } from "./facts.ts";
import { factsOf, nameOf } from "./markdown.ts";

/** The deployment report as one page that needs nothing from elsewhere: verdict, what is missing, the window, evidence, every requirement. `drawn` are its charts. */
export function deploymentHtml(deployment: Deployment, drawn: readonly string[]): string {
  const { goLive, product, stack, charts } = deployment;
  const good = goLive.verdict !== "NO-GO";
  return page(
    `${product} ${stack}: ${goLive.verdict}`,
    html`<header><h1>Deployment report</h1><p class="soft">${product} · ${stack}</p></header>
<div class="verdict ${good ? "" : "bad-one"}"><h2><span class="${good ? "good" : "bad"}">${good ? "✔" : "✘"} ${goLive.verdict}</span> ${stack}</h2><span class="soft">${proven(goLive.rows)} of ${plural(goLive.rows.length, "requirement")} proven at every tier that counts · ${goLive.missing.length} missing</span></div>
${chapter("facts", "Release", facts(deployment))}
${chapter("missing", "Missing", missing(goLive.missing))}
${chapter("window", "The window", charts.length === 0 ? html`<p class="doubt">Nothing was measured: no window was watched and no load tried for this release.</p>` : html`<div class="charts">${drawn.map((svg) => html`<figure>${new Markup(svg)}</figure>`)}</div>`)}
${chapter("evidence", "Evidence", evidence(deployment.records))}
${chapter("requirements", "Requirements", requirements(goLive.rows))}`,
    own,
  );
}

const proven = (rows: readonly GoLiveRow[]): number =>
  rows.filter((row) =>
    [row.declared, row.deployed, row.exercised].every(({ state }) => ["proven", "not asked"].includes(state)),
  ).length;

const own = `.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:20px}figure{margin:0}figure svg{width:100%;height:auto}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}`;

const facts = (deployment: Deployment): Markup =>
  html`<dl>${factsOf(deployment).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;

const missing = (all: readonly Missing[]): Markup =>
  all.length === 0
    ? nothing
    : html`${all.map(
        ({ tier, state, what, why, command, requirements: rows }) =>
          html`<div class="finding"><p>${mark(state)} <b>${what}</b> <span class="soft">${tier}${rows.length > 0 ? ` · ${rows.join(" ")}` : ""}</span></p><p>${why}</p><p class="fix">→ <code>${command}</code></p></div>`,
      )}`;

const evidence = (all: readonly Shown[]): Markup =>
  all.length === 0
    ? html`<p class="doubt">No record is of this release or of this stack.</p>`
    : table(
        [
          { title: "when" },
          { title: "what" },
          { title: "result" },
          { title: "what came of it" },
          { title: "by" },
          { title: "record", kind: "number" },
        ],
        all.map(({ record, at }) => [
          html`<span title="${at}">${record.ended.slice(0, 16).replace("T", " ")}</span>`,
          nameOf(record),
          mark(record.result === "passed" ? "proven" : "failed", record.result),
          record.says,
          record.by,
          record.sequence,
        ]),
      );

const requirements = (rows: readonly GoLiveRow[]): Markup =>
  table(
    [
      { title: "id", kind: "code" },
      { title: "demand" },
      { title: "declared" },
      { title: "deployed" },
      { title: "exercised" },
    ],
    rows.map(({ id, demand, declared, deployed, exercised }) => [
      id,
      demand,
      ...[declared, deployed, exercised].map(({ state, why }: Cell) =>
        state === "not asked"
          ? html`<span class="soft">–</span>`
          : html`<span title="${why}">${mark(state)}</span>`,
      ),
    ]),
  );

const tones: Readonly<Record<Cell["state"], string>> = {
  proven: "good",
  failed: "bad",
  "not proven": "doubt",
  "not asked": "",
};

const mark = (state: Cell["state"], text: string = state): Markup =>
  html`<span class="mark ${tones[state]}">${text}</span>`;
