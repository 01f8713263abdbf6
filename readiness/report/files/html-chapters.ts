import { dataMapHead, dataMapLine } from "../../data-map/table.ts";
import { nameOf } from "../../program/urn.ts";
import { requirement, requirements } from "../../register/requirements.ts";
import type { Finding, GateReport, RowStatus } from "../../types.ts";
import { groupByRequirement, reasons } from "../groups.ts";
import { lastDay } from "../surface-text.ts";
import { contrast, plural, shown } from "../text.ts";
import { chapter, folded, html, type Markup, mark, nothing, table } from "./markup.ts";

export function findings(title: string, id: string, own: readonly Finding[]): Markup {
  const groups = groupByRequirement(
    own,
    requirements.map((row) => row.id),
  );
  return chapter(
    id,
    title,
    ...groups.map(
      ({ id: row, also, rules }) =>
        html`<div class="finding"><p>${row === "" ? html`<b>the stack as a whole</b>` : html`<b>${row}</b> ${requirement(row).demand}${also.length > 0 ? html` <span class="soft">also ${also.join(" ")}</span>` : ""}`}</p>${rules.map(
          ({ rule, fix, findings: same }) =>
            html`<code>${rule}</code><ul>${same.map((one) => html`<li><b>${nameOf(one.resource)}</b>: ${one.message}</li>`)}</ul>${fix === "" ? "" : html`<p class="fix">→ ${fix}</p>`}`,
        )}</div>`,
    ),
  );
}

const tones: Readonly<Record<RowStatus, string>> = {
  ready: "good",
  "not ready": "bad",
  "not proven": "doubt",
};

export function rows({ requirements: judged }: GateReport, key: string): Markup {
  const columns = [
    { title: "id", kind: "code" },
    { title: "demand" },
    { title: "state" },
    { title: "proofs" },
  ] as const;
  const line = (row: GateReport["requirements"][number]) => [
    row.id,
    requirement(row.id).demand,
    mark(tones[row.status], row.status),
    row.proofs.length === 0
      ? html`<span class="soft">—</span>`
      : html`<details><summary>${plural(row.proofs.length, "proof")}</summary>${row.proofs.map((proof) => html`<code>${proof}</code><br>`)}</details>`,
  ];
  const open = judged.filter(({ status }) => status !== "ready");
  const ready = judged.filter(({ status }) => status === "ready");
  return chapter(
    `${key}-requirements`,
    "Requirements",
    table(columns, open.map(line)),
    folded(`${plural(ready.length, "requirement")} ready`, table(columns, ready.map(line))),
  );
}

export function parity({ parity: all }: GateReport, key: string): Markup {
  const open = all.filter(({ intended }) => !intended);
  return chapter(
    `${key}-parity`,
    "Staging and production",
    all.length === 0
      ? nothing
      : html`<p>${open.length === 0 ? mark("good", "the same shape") : mark("bad", `${plural(open.length, "difference")} that nothing explains`)}</p>`,
    table(
      [{ title: "resource" }, { title: "property" }, { title: "staging" }, { title: "production" }],
      open.map(({ resource, path, staging, production }) => [
        resource,
        html`<code>${path || "the whole resource"}</code>`,
        ...contrast(shown(staging), shown(production), 120).map((text) => html`<code>${text}</code>`),
      ]),
    ),
    folded(
      `${plural(all.length - open.length, "difference")} that are meant`,
      table(
        [{ title: "why" }, { title: "how many", kind: "number" }, { title: "properties" }],
        reasons(all.filter(({ intended }) => intended)).map(({ why, count, paths }) => [
          why,
          count,
          html`<code>${paths.join(" ")}</code>`,
        ]),
      ),
    ),
  );
}

export const surface = ({ surface: all }: GateReport, key: string): Markup =>
  chapter(
    `${key}-surface`,
    "What the world may call",
    table(
      [
        { title: "host" },
        { title: "service" },
        { title: "without a credential", kind: "number" },
        { title: "which" },
        { title: "health" },
      ],
      all.map((row) => [
        row.host,
        row.service,
        row.count,
        row.public.map((one) => html`<code>${one}</code><br>`).reduce((a, b) => html`${a}${b}`, nothing),
        row.health.join(" "),
      ]),
    ),
  );

export const data = ({ dataMap }: GateReport, key: string): Markup =>
  chapter(
    `${key}-data`,
    "Where data is kept",
    folded(
      plural(dataMap.length, "store"),
      table(
        dataMapHead.map((title) => ({ title })),
        dataMap.map((row) => dataMapLine(row, (text) => text)),
      ),
    ),
  );

export const breakers = ({ breakers: all }: GateReport, key: string): Markup =>
  chapter(
    `${key}-breakers`,
    "What is closed on purpose",
    table(
      [
        { title: "breaker" },
        { title: "what is closed" },
        { title: "until" },
        { title: "owner" },
        { title: "reason" },
      ],
      all.map((one) => [
        mark(one.expired ? "bad" : "doubt", one.kind),
        one.what,
        lastDay(one),
        one.owner,
        one.reason,
      ]),
    ),
  );
