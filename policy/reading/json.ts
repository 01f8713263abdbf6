export type Json = Readonly<Record<string, unknown>>;

/** The fields of an object; none where it is anything else. */
export const fields = (value: unknown): Json =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : {};

/** What may be one or many is always many. */
export const list = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** The objects of a list; none where it is anything else. */
export const listed = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(fields) : []);

/** Undefined where it is no text, or one that AWS would refuse. */
export function parsed(json: unknown): unknown {
  try {
    return typeof json === "string" ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
}
