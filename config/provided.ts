/** What the platform itself puts into a container's environment; a service lists none of it under `env`. */
export const provided = {
  always: ["CORS_ORIGINS"],
  database: ["DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_SSLMODE"],
  replica: ["DATABASE_READ_HOST"],
  email: ["EMAIL_FROM", "EMAIL_CONFIGURATION_SET"],
  /** Where a collector runs beside it: what every OpenTelemetry SDK reads ("Environment Variable Specification"). */
  collector: ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_SERVICE_NAME"],
} as const;

/** Where a container finds the name of a bucket that it uses: `reports` in BUCKET_REPORTS. */
export const bucketVariable = (id: string): string => `BUCKET_${id.toUpperCase().replaceAll("-", "_")}`;

/** Where a container finds the address of a service that it calls: `backend` in BACKEND_SERVICE_URL. */
export const serviceVariable = (id: string): string => `${id.toUpperCase().replaceAll("-", "_")}_SERVICE_URL`;

/** The variables that a service gets for what it uses. A cache gives none: its address is a secret. */
export const providedTo = (
  uses: {
    readonly database: boolean;
    readonly email: boolean;
    readonly buckets: readonly string[];
    readonly services: readonly string[];
  },
  database: { readonly readReplicas: number },
  collected = false,
): readonly string[] => [
  ...provided.always,
  ...(uses.database ? provided.database : []),
  ...(uses.database && database.readReplicas > 0 ? provided.replica : []),
  ...(uses.email ? provided.email : []),
  ...(collected ? provided.collector : []),
  ...uses.buckets.map(bucketVariable),
  ...uses.services.map(serviceVariable),
];
