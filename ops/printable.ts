import { stripVTControlCharacters } from "node:util";

/** One line of what others wrote, for a terminal: nothing in it moves the cursor, or looks like another line. */
export const printable = (line: string): string =>
  stripVTControlCharacters(line).replaceAll(/(?!\t)\p{Cc}/gu, "");

/** The same of a text of several lines, each its own. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");
