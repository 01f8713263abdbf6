import * as pulumi from "@pulumi/pulumi";

/** The same keys, each with what is made of its value. */
export const mapped = <A, B>(
  record: Readonly<Record<string, A>>,
  make: (value: A, id: string) => B,
): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([id, value]) => [id, make(value, id)]));

/** The configuration's own checks hold that what is named is declared; this holds it for whoever skips them. */
export function named<T>(record: Readonly<Record<string, T>>, id: string): T {
  const found = record[id];
  if (found === undefined) throw new pulumi.RunError(`"${id}" is used and not declared`);
  return found;
}
