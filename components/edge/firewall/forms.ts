/** "Maximum number of characters allowed in each regex pattern" (WAF developer guide, "AWS WAF quotas"). */
export const longestForm = 200;

const literal = (text: string): string => text.replaceAll(/[.+^$()|[\]\\{}]/g, "\\$&");

/** An operation's path as OpenAPI writes it: `{id}` is one segment, `{rest:path}` and `*` are any run of characters. */
export const operationForm = (path: string): string =>
  path
    .split(/(\{[^}]*\}|\*)/)
    .map((part) => {
      if (part === "*" || part.endsWith(":path}")) return ".*";
      return part.startsWith("{") ? "[^/]+" : literal(part);
    })
    .join("");

/** A path as a listener rule compares it: `*` any run of characters, `?` exactly one ("Path conditions", ELB guide). */
export const routeForm = (path: string): string =>
  literal(path).replaceAll(/\*+/g, ".*").replaceAll("?", ".");

/** As few expressions as hold all the forms, each matched from a path's beginning to its end. */
export function packed(forms: readonly string[]): readonly string[] {
  const packs: string[][] = [];
  for (const form of new Set(forms)) {
    const last = packs.at(-1);
    if (last && whole([...last, form]).length <= longestForm) last.push(form);
    else packs.push([form]);
  }
  return packs.map(whole);
}

const whole = (forms: readonly string[]): string => `^(?:${forms.join("|")})$`;

/**
 * Decimal numbers above one, as an expression: WAF compares sizes of what it sees of a body, which is 8 KiB, and knows
 * `Content-Length` as a text alone.
 */
export function above(least: number): string {
  const digits = String(least);
  const same = [...digits].flatMap((digit, at) => {
    const next = Number(digit) + 1;
    if (next > 9) return [];
    const rest = digits.length - at - 1;
    return `${digits.slice(0, at)}${next === 9 ? "9" : `[${next}-9]`}${rest > 0 ? `\\d{${rest}}` : ""}`;
  });
  return `^0*(?:${[`[1-9]\\d{${digits.length},}`, ...same].join("|")})$`;
}

/**
 * Paths that services may take for other ones: with dot segments, doubled slashes, or with slashes, dots, percent signs or
 * nothing at all written as `%2f`. None of them is a public one, whatever an expression of a public path says.
 */
export const crooked = "%(?:2[eEfF5]|5[cC]|00)|\\\\|//|/\\.{1,2}(?:/|$)";
