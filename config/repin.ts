import { isPair, isScalar, parseDocument, type Scalar, visit } from "yaml";

/** Old reference to new one. */
export type Moves = ReadonlyMap<string, string>;

/**
 * A stack file's text with other images in it, and nothing else changed: only the characters of the references
 * themselves, wherever a `digest` (or the anchor that it is taken from) is one of the old ones.
 */
export function repinned(text: string, moves: Moves): string {
  const places: { readonly from: number; readonly to: number; readonly image: string }[] = [];
  visit(parseDocument(text, { merge: true }), {
    Scalar: (_, scalar, parents) => {
      const image = typeof scalar.value === "string" ? moves.get(scalar.value) : undefined;
      const [from, to] = scalar.range ?? [];
      if (image === undefined || from === undefined || to === undefined) return;
      if (scalar.anchor === undefined && !isDigestOf(parents.at(-1), scalar)) return;
      places.push({ from, to, image: asWritten(scalar, image) });
    },
  });
  return places
    .toSorted((a, b) => b.from - a.from)
    .reduce((all, { from, to, image }) => all.slice(0, from) + image + all.slice(to), text);
}

const isDigestOf = (parent: unknown, scalar: Scalar): boolean =>
  isPair(parent) && parent.value === scalar && isScalar(parent.key) && parent.key.value === "digest";

/** In the quotes that were there. A reference has no character that needs any. */
function asWritten({ type }: Scalar, image: string): string {
  if (type === "QUOTE_DOUBLE") return `"${image}"`;
  return type === "QUOTE_SINGLE" ? `'${image}'` : image;
}
