import { partitionOf } from "../config/partition.ts";
import type { Severity } from "../config/severities.ts";
import type { Target } from "./target.ts";

/** Where things are in AWS: the program chooses these names, and `test/platform/ops-names.test.ts` holds the two together. */
export const clusterOf = ({ prefix }: Target): string => prefix;

/** A service's, a one-off task's (`task-migrate`) or a cron job's (`cron-…`) task definitions, log group and container. */
export const familyOf = ({ prefix }: Target, id: string): string => `${prefix}-${id}`;
export const logGroupOf = ({ prefix }: Target, id: string): string => `/${prefix}/${id}`;
export const logStreamOf = (id: string, taskId: string): string => `${id}/${id}/${taskId}`;

export const evidenceOf = ({ prefix, config }: Target): string => `${prefix}-evidence-${config.account}`;

/** The files that the CDN serves, and how pages are measured where users are. */
export const siteOf = ({ prefix, config }: Target): string => `${prefix}-site-${config.account}`;
export const rumOf = ({ prefix }: Target): string => `${prefix}-pages`;
export const secretOf = ({ prefix }: Target, name: string): string => `${prefix}/${name}`;

export const databaseOf = ({ prefix }: Target): string => `${prefix}-database`;
export const proxyOf = ({ prefix }: Target): string => `${prefix}-database`;

/** As the network and the subnets of tasks, one a zone, are tagged (`Name`): the latter begin so. */
export const networkOf = ({ prefix }: Target): string => `${prefix}-network`;
export const taskSubnetsOf = ({ prefix }: Target): string => `${prefix}-tasks-`;

/** As the security group of a service, and the one that PostgreSQL itself admits, are tagged (`Name`). */
export const groupOf = ({ prefix }: Target, service: string): string => `${prefix}-${service}`;
export const databaseClientsOf = ({ prefix }: Target): string => `${prefix}-database-client`;

/** The colours of a service's two target groups: either may serve, and ECS says which does. */
export const colours = ["blue", "green"] as const;

/** The alarms on what users feel of one service, per target group. */
export const servedAlarmsOf = ({ prefix }: Target, service: string): readonly string[] =>
  colours.flatMap((colour) =>
    ["slow-answers", "failing-answers"].map((kind) => `${prefix}-${service}-${colour}-${kind}`),
  );

/** Where CloudFront keeps its numbers, wherever the stack stands. */
export const cdnRegion = "us-east-1";

/** The alarms that stand there instead of beside the others. */
export const farAlarmsOf = ({ prefix, config }: Target): readonly string[] =>
  config.frontend && config.region !== cdnRegion ? [`${prefix}-cdn-failing-answers`] : [];

/** Where pages and tickets are sent, by ARN. */
export const topicOf = ({ prefix, config }: Target, severity: Severity): string =>
  `arn:${partitionOf(config.region)}:sns:${config.region}:${config.account}:${prefix}-${topicNames[severity]}`;

const topicNames: Readonly<Record<Severity, string>> = { page: "oncall", ticket: "tickets" };
