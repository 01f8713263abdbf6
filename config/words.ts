/** What every trial has before its first step: a word of its own, new each time, and an address that takes mail and keeps none. */
export const givenWords = ["run", "email"] as const;

const form = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** A secret's name, as `{SMOKE_PASSWORD}`; a word begins with a small letter. */
export const isSecretName = (name: string): boolean => /^[A-Z]/.test(name);

/** The words and secrets that a text asks for, in order. */
export const wordsIn = (text: string): readonly string[] =>
  [...text.matchAll(form)].map(([, name = ""]) => name);

/** The text with its words filled in; what `value` does not know stays as it stands. */
export const filledIn = (text: string, value: (name: string) => string | undefined): string =>
  text.replaceAll(form, (whole, name: string) => value(name) ?? whole);

/** All texts of a JSON value that are no keys. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
