import { stripVTControlCharacters, styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Paints, or leaves text as it is: what is said never depends on colour. */
export const painter = (colour: boolean): Paint =>
  colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;

/** Only for eyes: not into files and pipes, and not where https://no-color.org or the terminal says no. */
export function wantsColour(stream: { isTTY?: boolean | undefined }, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}

export const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

export const pad = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - widthOf(text)));

export function shorten(text: string, width: number): string {
  const letters = [...stripVTControlCharacters(text)];
  return letters.length <= width ? letters.join("") : `${letters.slice(0, width - 1).join("")}…`;
}

/** Breaks at spaces; the first line begins with `first`, the others with as many blanks. A long word stays whole. */
export function wrap(text: string, width: number, first = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of stripVTControlCharacters(text)
    .split(/\s+/)
    .filter((part) => part !== "")) {
    if (line !== "" && widthOf(first) + widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  const indent = " ".repeat(widthOf(first));
  return [...lines, line].map((part, index) => (index === 0 ? first : indent) + part);
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[], indent = "  "): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  return rows.map(
    (row) =>
      indent +
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
  );
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** A value of a resource, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}
