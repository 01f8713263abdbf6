import { DescribeDBInstancesCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import type { Config } from "../../config/schema.ts";
import { type Condition, condition } from "../condition.ts";
import { bounded } from "../session.ts";
import type { Asking, Part } from "./part.ts";

/** By the codes of Service Quotas. */
const quotas = {
  fargate: { ServiceCode: "fargate", QuotaCode: "L-3032A538", what: "Fargate vCPUs" },
  spot: { ServiceCode: "fargate", QuotaCode: "L-36FBB829", what: "Fargate Spot vCPUs" },
  databases: { ServiceCode: "rds", QuotaCode: "L-7B6409FD", what: "RDS instances" },
} as const;

/** While a release takes over, its tasks run beside those of the one before. */
const besideEachOther = 2;
/** A restore stands beside the database, and so does the one that tests backups. */
const restored = 2;

/** The account lets the stack grow to the size that it declares. */
export const headroom: Part = {
  name: "quotas",
  requirements: ["K01", "K03"],
  look: async (asking) => {
    const { onDemand, spot } = vcpusOf(asking.trial.target.config);
    return Promise.all([
      enough(asking, quotas.fargate, onDemand),
      ...(spot > 0 ? [enough(asking, quotas.spot, spot)] : []),
      enough(asking, quotas.databases, (await databasesOf(asking)) + restored),
    ]);
  },
};

/** At most, by the stack file: every service at its largest, twice. */
export function vcpusOf({ services }: Pick<Config, "services">): {
  readonly onDemand: number;
  readonly spot: number;
} {
  const each = Object.values(services).map((service) => {
    const most = "scale" in service ? service.scale.max : 1;
    const vcpus = (service.size.cpu / 1024) * most * besideEachOther;
    const share = "spotPercent" in service ? service.spotPercent / 100 : 0;
    return { onDemand: vcpus, spot: vcpus * share }; // without Spot to be had, all of them are on demand
  });
  return {
    onDemand: each.reduce((sum, one) => sum + one.onDemand, 0),
    spot: each.reduce((sum, one) => sum + one.spot, 0),
  };
}

async function enough(
  { trial: { target }, session }: Asking,
  { what, ...quota }: (typeof quotas)[keyof typeof quotas],
  need: number,
): Promise<Condition> {
  const client = new ServiceQuotasClient({ region: target.config.region, ...bounded(15) });
  const none = ["NoSuchResourceException"];
  const read = (
    Command: typeof GetServiceQuotaCommand | typeof GetAWSDefaultServiceQuotaCommand,
    permission: string,
  ) => session.find(`read the quota of ${what}`, permission, none, () => client.send(new Command(quota)));
  const found =
    (await read(GetServiceQuotaCommand, "servicequotas:GetServiceQuota")) ??
    (await read(GetAWSDefaultServiceQuotaCommand, "servicequotas:GetAWSDefaultServiceQuota"));
  const value = found?.Quota?.Value;
  return condition(what, value !== undefined && value >= need, {
    found:
      value === undefined
        ? "not proven: Service Quotas does not know it"
        : `${value} allowed, ${need} wanted at most`,
    todo: `ask Service Quotas for more: ${quota.ServiceCode} ${quota.QuotaCode}`,
  });
}

async function databasesOf({ trial: { target }, session }: Asking): Promise<number> {
  const client = new RDSClient({ region: target.config.region, ...bounded(30) });
  const found = await session.call("count the databases", "rds:DescribeDBInstances", () =>
    client.send(new DescribeDBInstancesCommand({ MaxRecords: 100 })),
  );
  return (found.DBInstances ?? []).length;
}
