import { stripVTControlCharacters } from "node:util";

/** One line of what others wrote, for a terminal: nothing in it moves the cursor, or looks like another line. */
export const printable = (line: string): string =>
  stripVTControlCharacters(line).replaceAll(/(?!\t)\p{Cc}/gu, "");
