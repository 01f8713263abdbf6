/** What people write where a value is to come. */
const words = new Set([
  "",
  "dev",
  "dummy",
  "example",
  "password",
  "secret",
  "tbd",
  "test",
  "todo",
  "null",
  "undefined",
]);
/** These give a value away wherever they stand in it: "please-change-me", "changeme123". */
const parts = /change[-_ ]?me|replace[-_ ]?me|placeholder/;
const shapes = /^(x{3,}|\*+|\.+|-+|<.*>)$/s;

function isWord(text: string): boolean {
  const plain = text.trim().toLowerCase();
  return words.has(plain) || parts.test(plain) || shapes.test(plain);
}

/** Texts of a JSON value, wherever they are; null where it holds none of them. */
function leaves(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  const inside = Object.values(value);
  return inside.length === 0 ? [null] : inside.flatMap(leaves);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Whether a secret's value only keeps the place of one: as a whole, or at any leaf where it is JSON. */
export const isPlaceholder = (text: string): boolean =>
  isWord(text) ||
  leaves(parsed(text)).some((leaf) => leaf === null || (typeof leaf === "string" && isWord(leaf)));
