/** What the configuration says of one store. */
export interface Holding {
  readonly holds: string;
  readonly dataClass: "personal" | "business" | "technical";
}

/** The part of a stack's configuration that the map reads. */
export interface Declared {
  readonly product: string;
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly database: Holding & { readonly readReplicas: number };
  readonly caches: Readonly<Record<string, Holding>>;
  readonly buckets: Readonly<Record<string, Holding>>;
}

/** What is held where, by the name that each store has in AWS. */
export function holdingsOf(declared: Declared): Readonly<Record<string, Holding>> {
  const { product, environment, account, database, caches, buckets } = declared;
  const prefix = `${product}-${environment}`;
  const replicas = Array.from(
    { length: database.readReplicas },
    (_, index) => `${prefix}-database-replica-${index + 1}`,
  );
  return Object.fromEntries<Holding>([
    ...[`${prefix}-database`, ...replicas].map((name): [string, Holding] => [name, database]),
    ...Object.entries(caches).map(([id, cache]): [string, Holding] => [`${prefix}-cache-${id}`, cache]),
    ...Object.entries(buckets).map(([id, bucket]): [string, Holding] => [
      `${prefix}-${id}-${account}`,
      bucket,
    ]),
    [
      `${prefix}-access-logs-${account}`,
      { holds: "who asked for what, with addresses of visitors", dataClass: "personal" },
    ],
    [
      `aws-waf-logs-${prefix}-${account}`,
      { holds: "what the CDN's firewall refused, with addresses of visitors", dataClass: "personal" },
    ],
    [
      `${prefix}-site-${account}`,
      { holds: "the pages that everybody may load, and when who published them", dataClass: "technical" },
    ],
    [
      `${prefix}-evidence-${account}`,
      {
        holds: "records of what was tried, such as restores: counts and times, no contents",
        dataClass: "technical",
      },
    ],
  ]);
}
