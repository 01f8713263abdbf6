import type { Mistake } from "../../config/mistakes.ts";
import { findingsOf } from "../../config/reading/issues.ts";
import { heldShape } from "../../config/shape/breakers.ts";
import { routePattern } from "../../config/shape/primitives.ts";
import { mistyped } from "../errors.ts";
import type { Held } from "./switches.ts";

/** The pack refuses a later day (breaker-ends): nobody should learn that from an update that fails while it burns. */
const longestDays = 30;

/** What of a breaker's words the stack file would not take, by the option that said it. */
export function heldMistakes(held: Held, today: string): readonly Mistake[] {
  const read = heldShape.safeParse(held);
  if (!read.success)
    return findingsOf(read.error.issues, heldShape, held).map(({ path, found, allowed }) =>
      mistyped(`--${path.join(".")}`, found, allowed),
    );
  const last = new Date(Date.parse(today) + longestDays * 86_400_000).toISOString().slice(0, 10);
  return held.until >= today && held.until <= last
    ? []
    : [mistyped("--until", held.until, `a day from ${today} to ${last}, ${longestDays} days ahead`)];
}

/** A path as a breaker can name it, or what is wrong with it as `option` said it. */
export const pathMistakes = (option: string, path: string): readonly Mistake[] => {
  const read = routePattern.safeParse(path);
  return read.success ? [] : [mistyped(option, path, read.error.issues[0]?.message ?? "another path")];
};
