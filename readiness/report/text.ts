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

/** Two long texts cut to what tells them apart: the same beginning is left out, as is what does not fit. */
export function contrast(one: string, other: string, width: number): [string, string] {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const start = Math.max(one.length, other.length) <= width ? 0 : Math.max(0, same - 12);
  const cut = (text: string) => shorten(start > 0 ? `…${text.slice(start)}` : text, width);
  return [cut(one), cut(other)];
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** A value of a resource, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
}
