import type { Path } from "../finding.ts";
import { nameOf } from "./leaves.ts";
import { isSecretName, secretKind } from "./secret-shapes.ts";

const longest = 60;

/** A value in words, fit for a terminal and a log: what may be a credential is named, never shown. */
export function describe(value: unknown, path: Path): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a mapping";
  if (typeof value !== "string")
    return isSecretName(nameOf(path)) ? `a ${typeof value}, not shown` : String(value);
  const kind = secretKind(value, nameOf(path));
  if (kind) return masked(kind, value);
  return value.length > longest ? `text of ${value.length} characters` : JSON.stringify(value);
}

export const masked = (kind: string, value: string): string =>
  `${kind} (${value.length} characters, not shown)`;

/** A path as people write it; a key that may itself be a credential is left out. */
export function dotted(path: Path): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index > 0 ? "." : ""}${shownKey(key)}`))
    .join("");
}

export function shownKey(key: string): string {
  if (secretKind(key)) return `‹${key.length} characters, not shown›`;
  return /^[\w:/*{}~-]{1,60}$/.test(key) ? key : JSON.stringify(key.slice(0, longest));
}
