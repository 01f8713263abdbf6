import { fields } from "../fields.ts";

/** Where a value stands inside of others, as the engine wrote it: what is not known before deploy is a text of its own. */
export const inside = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((within: unknown, name) => fields(within)[name], value);

/** A text of JSON; undefined for what is none, or is not known before deploy. */
export function parsed(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
