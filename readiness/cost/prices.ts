/** Regions in which prices are written down; elsewhere nothing is priced. */
export type Region = "us-east-1" | "eu-central-1" | "eu-west-1" | "eu-west-3" | "ap-southeast-2";

export interface Price {
  /** US dollars. Without the stack's region: estimated from us-east-1. */
  readonly usd: { readonly "us-east-1": number } & Partial<Readonly<Record<Region, number>>>;
  readonly per: string;
  /** The public page that says it, and the month in which it was written down from there. */
  readonly page: string;
  readonly asOf: string;
}

/**
 * How much dearer a region is than us-east-1, about. What is estimated with it is a band, `estimateError` to either side.
 */
export const regions: Readonly<Record<Region, number>> = {
  "us-east-1": 1,
  "eu-central-1": 1.18,
  "eu-west-1": 1.1,
  "eu-west-3": 1.16,
  "ap-southeast-2": 1.25,
};
export const estimateError = 0.15;

type Amounts = readonly [number, number?, number?, number?, number?];

/** In the order of the regions above; left out: estimated. */
const on =
  (page: string, asOf = "2025-06") =>
  (per: string, ...[us, frankfurt, ireland, paris, sydney]: Amounts): Price => ({
    per,
    page: `https://aws.amazon.com/${page}/`,
    asOf,
    usd: {
      "us-east-1": us,
      ...(frankfurt === undefined ? {} : { "eu-central-1": frankfurt }),
      ...(ireland === undefined ? {} : { "eu-west-1": ireland }),
      ...(paris === undefined ? {} : { "eu-west-3": paris }),
      ...(sydney === undefined ? {} : { "ap-southeast-2": sydney }),
    },
  });

const everywhere = (price: Price): Price => ({
  ...price,
  usd: {
    ...(Object.fromEntries(Object.keys(regions).map((region) => [region, price.usd["us-east-1"]])) as Record<
      Region,
      number
    >),
  },
});

const fargate = on("fargate/pricing");
const balancing = on("elasticloadbalancing/pricing");
const network = on("vpc/pricing");
const link = on("privatelink/pricing");
const transfer = on("ec2/pricing/on-demand");
const rds = on("rds/postgresql/pricing");
const aurora = on("rds/aurora/pricing");
const proxy = on("rds/proxy/pricing");
const cloudwatch = on("cloudwatch/pricing");
const waf = on("waf/pricing");
const s3 = on("s3/pricing");
const cdn = on("cloudfront/pricing");

/**
 * Public on-demand prices, before tax, discounts and free allowances unless a line says otherwise. A local table: the gate
 * asks nobody. They are meant to tell a stack of 500 dollars from one of 5,000; a bill is AWS's to write.
 */
// biome-ignore format: one price a line
export const prices = {
  "fargate.vcpu.x86": fargate("vCPU-hour", 0.04048, 0.04656, 0.04048, 0.0486, 0.04856),
  "fargate.gb.x86": fargate("GB-hour", 0.004445, 0.00511, 0.004445, 0.0053, 0.00532),
  "fargate.vcpu.arm": fargate("vCPU-hour", 0.03238, 0.03725, 0.03238),
  "fargate.gb.arm": fargate("GB-hour", 0.00356, 0.00409, 0.00356),
  "alb.hour": balancing("hour", 0.0225, 0.027, 0.0252, 0.02646, 0.0252),
  "alb.lcu": balancing("LCU-hour", 0.008, 0.008, 0.008, 0.0084, 0.008),
  "nat.hour": network("hour", 0.045, 0.052, 0.048, 0.05, 0.059),
  "nat.gb": network("GB", 0.045, 0.052, 0.048, 0.05, 0.059),
  "ipv4.hour": everywhere(network("hour", 0.005)),
  "endpoint.hour": link("zone-hour", 0.01, 0.012, 0.011, 0.011, 0.013),
  "endpoint.gb": everywhere(link("GB", 0.01)),
  "transfer.out": transfer("GB", 0.09, 0.09, 0.09, 0.09, 0.114),
  "transfer.zones": everywhere(transfer("GB and direction", 0.01)),
  "transfer.region": transfer("GB", 0.02, 0.02, 0.02, 0.02, 0.098),
  "rds.storage": rds("GB-month of gp3", 0.115, 0.137, 0.127, 0.133, 0.138),
  "rds.insights": on("cloudwatch/pricing")("vCPU-hour of Database Insights advanced", 0.0125),
  "rds.insights.acu": on("cloudwatch/pricing")("ACU-hour of Database Insights advanced", 0.003125),
  "rds.proxy": proxy("vCPU-hour, or ACU-hour", 0.015, 0.018),
  "aurora.acu": aurora("ACU-hour", 0.12, 0.14),
  "aurora.storage": aurora("GB-month", 0.1, 0.119, 0.11),
  "aurora.io": aurora("million requests", 0.2, 0.22, 0.22),
  "cache.backup": on("elasticache/pricing")("GB-month", 0.085),
  "s3.storage": s3("GB-month", 0.023, 0.0245, 0.023, 0.024, 0.025),
  "s3.write": s3("1,000 requests", 0.005, 0.0054, 0.005, 0.0053, 0.0055),
  "cdn.gb": everywhere(cdn("GB beyond the free 1 TB", 0.085)),
  "cdn.requests": everywhere(cdn("million requests beyond the free 10 million", 1.2)),
  "kms.key": everywhere(on("kms/pricing")("key and month, and as much for each of its first two rotations", 1)),
  "kms.requests": everywhere(on("kms/pricing")("million requests", 3)),
  "secrets.secret": everywhere(on("secrets-manager/pricing")("secret and month", 0.4)),
  "secrets.requests": everywhere(on("secrets-manager/pricing")("million requests", 5)),
  "alarm.metric": everywhere(cloudwatch("metric of an alarm and month", 0.1)),
  "alarm.fast": everywhere(cloudwatch("metric of a high-resolution alarm and month", 0.3)),
  "alarm.composite": everywhere(cloudwatch("composite alarm and month", 0.5)),
  "dashboard": everywhere(cloudwatch("dashboard and month beyond the account's first three", 3)),
  "metric": everywhere(cloudwatch("custom metric and month", 0.3)),
  "logs.ingested": cloudwatch("GB", 0.5, 0.63, 0.57, 0.5985, 0.67),
  "logs.stored": cloudwatch("GB-month, compressed", 0.03, 0.0324, 0.03, 0.0315, 0.033),
  "logs.masked": cloudwatch("GB that is scanned for what to mask", 0.12),
  "canary.run": cloudwatch("run", 0.0012),
  "rum.events": everywhere(cloudwatch("100,000 events", 1)),
  "amp.samples": everywhere(on("prometheus/pricing")("10 million samples", 0.9)),
  "grafana.editor": everywhere(on("grafana/pricing")("editor and month", 9)),
  "xray.traces": everywhere(on("xray/pricing")("million traces", 5)),
  "waf.acl": everywhere(waf("web ACL and month", 5)),
  "waf.rule": everywhere(waf("rule and month", 1)),
  "waf.requests": everywhere(waf("million requests", 0.6)),
  "waf.bots": everywhere(waf("web ACL with bot control and month", 10)),
  "waf.bots.requests": everywhere(waf("million requests that common bot control judges", 1)),
  "backup.warm": on("backup/pricing")("GB-month", 0.095),
  "lambda.requests": everywhere(on("lambda/pricing")("million requests", 0.2)),
  "lambda.compute": everywhere(on("lambda/pricing")("1,000 GB-seconds on arm64", 0.0133334)),
  "lambda.compute.x86": everywhere(on("lambda/pricing")("1,000 GB-seconds on x86", 0.0166667)),
  "sfn.transitions": everywhere(on("step-functions/pricing")("1,000 transitions", 0.025)),
  "sns.deliveries": everywhere(on("sns/pricing")("million deliveries over HTTPS", 0.6)),
  "sqs.requests": everywhere(on("sqs/pricing")("million requests", 0.4)),
  "ses.mail": everywhere(on("ses/pricing")("1,000 messages", 0.1)),
} as const satisfies Readonly<Record<string, Price>>;

export type Meter = keyof typeof prices | `db.${string}` | `cache.${string}`;
