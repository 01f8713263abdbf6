/** Dollars an hour in us-east-1, as of 2025-06; of other regions estimated. */
interface Classes {
  readonly page: string;
  readonly asOf: string;
  /** By family: its smallest sizes by name, or the price of `large`, of which the others are multiples. */
  readonly usd: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
}

/** One PostgreSQL instance in one zone; a standby is another. */
const databaseClasses: Classes = {
  page: "https://aws.amazon.com/rds/postgresql/pricing/",
  asOf: "2025-06",
  usd: {
    "db.t4g": { micro: 0.016, small: 0.032, medium: 0.065, large: 0.129, xlarge: 0.258, "2xlarge": 0.517 },
    "db.t3": { micro: 0.018, small: 0.036, medium: 0.072, large: 0.145 },
    "db.m5": 0.178,
    "db.m6g": 0.159,
    "db.m6i": 0.178,
    "db.m7g": 0.168,
    "db.r6g": 0.225,
    "db.r6i": 0.25,
    "db.r7g": 0.239,
  },
};

/** One Valkey node. */
const cacheClasses: Classes = {
  page: "https://aws.amazon.com/elasticache/pricing/",
  asOf: "2025-06",
  usd: {
    "cache.t4g": { micro: 0.0128, small: 0.0256, medium: 0.052 },
    "cache.m6g": 0.1192,
    "cache.m7g": 0.1264,
    "cache.r6g": 0.1648,
    "cache.r7g": 0.1752,
  },
};

/** How often `large` goes into a size: xlarge is two of it, 4xlarge eight. */
function larges(size: string): number | undefined {
  if (size === "large") return 1;
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  return times === undefined ? undefined : 2 * Number(times || 1);
}

/** Dollars an hour of `db.m7g.large` in us-east-1; undefined where the table does not have it. */
export function classPrice(name: string): { usd: number; page: string; asOf: string } | undefined {
  const { page, asOf, usd } = name.startsWith("cache.") ? cacheClasses : databaseClasses;
  const [, family = "", size = ""] = /^(\w+\.\w+)\.(\w+)$/.exec(name) ?? [];
  const known = usd[family];
  const times = larges(size);
  const price = typeof known === "number" ? times && known * times : known?.[size];
  return price === undefined ? undefined : { usd: price, page, asOf };
}

/** vCPUs of an RDS class; undefined for a size that is not one of AWS's. */
export function vcpusOf(name: string): number | undefined {
  const size = name.split(".").at(-1) ?? "";
  if (["micro", "small", "medium"].includes(size)) return 2;
  const times = larges(size);
  return times === undefined ? undefined : 2 * times;
}
