import type { Place } from "../../components/place.ts";
import type { DatabaseSettings } from "../../config/shape/data.ts";
import { slo as sloSchema } from "../../config/shape/people.ts";
import { type Plan, unknown } from "./declare.ts";

export const place: Place = {
  prefix: "shop-staging",
  account: "111122223333",
  region: "eu-central-1",
  partition: "aws",
};

/** Where a store stands. */
export const inside = {
  place,
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  keyArn: "arn:data-key",
  logs: { days: 30, keyArn: "arn:logs-key" },
};

/** What a database is given beside its settings. */
export const beside = {
  ...inside,
  slo: sloSchema.parse({ slowQueryMs: 700 }),
  secretsKeyArn: "arn:secrets-key",
  proxied: [
    { name: "shop-staging/DATABASE_APP_A", arn: "arn:login-a" },
    { name: "shop-staging/DATABASE_APP_B", arn: "arn:login-b" },
  ],
};

const both = {
  holds: "customers and orders",
  dataClass: "personal",
  version: "17",
  name: "shop",
  standby: true,
  readReplicas: 0,
  backupDays: 14,
  insights: "standard",
  maxConnections: 100,
  statementTimeoutSeconds: 30,
  idleTransactionSeconds: 60,
  authorities: { pooled: "system", direct: "/etc/ssl/certs/rds-global-bundle.pem" },
} as const;

type Settings<Engine extends DatabaseSettings["engine"]> = Extract<DatabaseSettings, { engine: Engine }>;

export const anInstance: Settings<"postgres"> = {
  ...both,
  engine: "postgres",
  instanceClass: "db.t4g.medium",
  storageGiB: 20,
  maxStorageGiB: 100,
};
export const aCluster: Settings<"aurora-postgresql"> = {
  ...both,
  engine: "aurora-postgresql",
  capacity: { min: 0.5, max: 4 },
};

export const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** `who → whom port`, for every rule that opens something. */
export const openings = (plan: Plan, type: typeof ingressType | typeof egressType): readonly string[] =>
  plan.declared
    .filter((one) => one.type === type)
    .map(({ uses, inputs }) => {
      const other = uses("referencedSecurityGroupId")[0] ?? inputs.referencedSecurityGroupId;
      const [own] = uses("securityGroupId");
      const [from, to] = type === ingressType ? [other, own] : [own, other];
      return `${from} → ${to} ${inputs.ipProtocol} ${inputs.fromPort}-${inputs.toPort}`;
    })
    .sort();

/** Name, days and key of every log group. */
export const logGroups = (plan: Plan): readonly string[] =>
  plan
    .all("aws:cloudwatch/logGroup:LogGroup")
    .map(({ name, retentionInDays, kmsKeyId }) => `${name} ${retentionInDays} ${kmsKeyId}`)
    .sort();

export const unprotected = (plan: Plan, ...types: string[]): readonly string[] =>
  plan.declared.filter(({ type, protect }) => types.includes(type) && !protect).map(({ name }) => name);

/** Properties that only AWS can fill, as `resource property`. */
export const madeByAws = (plan: Plan): readonly string[] =>
  plan.declared
    .flatMap(({ name, inputs }) =>
      Object.entries(inputs).flatMap(([key, value]) => (value === unknown ? [`${name} ${key}`] : [])),
    )
    .sort();
