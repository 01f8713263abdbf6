/** Text that is HTML already. All else is escaped on its way into a page. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Part[];

/** A piece of a page: what stands between the words is escaped, unless it is a piece of a page itself. */
export const html = (words: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(
    words.map((word, index) => word + (index < parts.length ? inner(parts[index] ?? "") : "")).join(""),
  );

function inner(part: Part): string {
  if (part instanceof Markup) return part.text;
  return typeof part === "object" ? part.map(inner).join("") : escaped(String(part));
}

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

export const nothing = html``;

export interface Column {
  readonly title: string;
  /** Numbers stand at the right; codes never break. */
  readonly kind?: "number" | "code";
}

type Cell = string | number | Markup;

/** A table, or nothing where it has no rows. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): Markup {
  if (rows.length === 0) return nothing;
  const cells = (row: readonly Cell[]) =>
    columns.map(({ kind }, index) => {
      const cell = row[index] ?? "";
      return html`<td class="${kind ?? ""}">${kind === "code" && cell !== "" ? html`<code>${cell}</code>` : cell}</td>`;
    });
  return html`<div class="wide"><table><thead><tr>${columns.map(({ title, kind }) => html`<th scope="col" class="${kind ?? ""}">${title}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>\n`)}</tbody></table></div>`;
}

/** A chapter of a page, or nothing where it has nothing to say. */
export const chapter = (id: string, title: string, ...content: readonly Markup[]): Markup =>
  content.every(({ text }) => text === "")
    ? nothing
    : html`<section id="${id}"><h3>${title}</h3>${content}</section>\n`;

/** What few will want to read at once: closed until it is asked for, open on paper. */
export const folded = (title: string, content: Markup): Markup =>
  content.text === "" ? nothing : html`<details><summary>${title}</summary>${content}</details>`;

export const mark = (tone: string, text: string): Markup => html`<span class="mark ${tone}">${text}</span>`;
