import type { Recording, Registration } from "../program/recording.ts";

/** The list that the nearest enclosing component gives out under a name: what the rules read where a JSON string is unknown. */
export function copyAround(
  resource: Registration,
  name: string,
  known: Recording,
): readonly unknown[] | undefined {
  for (let at = known.get(resource.parent); at; at = known.get(at.parent)) {
    const copy = (at.outputs.toJavaScript() as Record<string, unknown>)[name];
    if (Array.isArray(copy)) return copy;
  }
  return undefined;
}
