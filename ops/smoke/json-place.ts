export type Leaf = string | number | boolean | null;

/** What stands in a JSON value at `items.0.id`; undefined where nothing does, or something that has parts. */
export function leafAt(value: unknown, place: string): Leaf | undefined {
  let inside: unknown = value;
  for (const key of place.split(".")) {
    if (typeof inside !== "object" || inside === null || !Object.hasOwn(inside, key)) return undefined;
    inside = Reflect.get(inside, key);
  }
  return isLeaf(inside) ? inside : undefined;
}

const isLeaf = (value: unknown): value is Leaf =>
  value === null || ["string", "number", "boolean"].includes(typeof value);
