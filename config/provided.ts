/** What the platform itself puts into a container's environment; a service lists none of it under `env`. */
export const provided = {
  always: ["CORS_ORIGINS"],
  database: ["DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_SSLMODE"],
  cache: ["REDIS_HOST", "REDIS_PORT"],
} as const;

/** Where a container finds the name of a bucket that it uses: `reports` in BUCKET_REPORTS. */
export const bucketVariable = (id: string): string => `BUCKET_${id.toUpperCase().replaceAll("-", "_")}`;

/** The variables that a service gets for what it uses. */
export const providedTo = (uses: {
  readonly database: boolean;
  readonly cache: boolean;
  readonly buckets: readonly string[];
}): readonly string[] => [
  ...provided.always,
  ...(uses.database ? provided.database : []),
  ...(uses.cache ? provided.cache : []),
  ...uses.buckets.map(bucketVariable),
];
