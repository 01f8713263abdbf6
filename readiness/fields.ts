/** A mapping of which nothing is taken for granted. */
export type Fields = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A value's properties, none if it has none. */
export const fields = (value: unknown): Fields => (value instanceof Object ? { ...value } : {});

export const listed = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
