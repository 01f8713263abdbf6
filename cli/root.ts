import { dirname } from "node:path";

/** Where the project is, from wherever a command was typed. */
export const root = dirname(import.meta.dirname);
