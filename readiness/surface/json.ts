/** A mapping of a document, of which nothing is taken for granted. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const at = (value: unknown, key: string): unknown =>
  isJson(value) && Object.hasOwn(value, key) ? value[key] : undefined;

export const jsonAt = (value: unknown, key: string): Json => {
  const inside = at(value, key);
  return isJson(inside) ? inside : {};
};

export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const inside = at(value, key);
  return Array.isArray(inside) ? inside : [];
};

export const textAt = (value: unknown, key: string): string | undefined => {
  const inside = at(value, key);
  return typeof inside === "string" ? inside : undefined;
};

/** The same for the same content, in whichever order its keys stand. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isJson(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : Number(a > b))))
      : part,
  ) ?? "absent";
