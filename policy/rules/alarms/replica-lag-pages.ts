import { alarm } from "../../alarms/alarm-examples.ts";
import { level, trial, unwatched } from "../../alarms/alarm-watch.ts";
import { published, type Sign, unpublished } from "../../alarms/published.ts";
import { databases } from "../../reading/aws-types.ts";
import { clusterInstance } from "../../reading/data-tier.ts";
import { hasReaders, isReplica } from "../../reading/primaries.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const within = 900;
/** What is measured from within counts for all copies at once. */
const signs: readonly Sign[] = [
  { metric: /replica(?:tion)?lag.*seconds$/i, statistic: level, breach: 600, calm: 0 },
];
/** By what AWS measures the lag, in seconds and in milliseconds. */
const measures = (node: Node): readonly string[] =>
  node.type === databases[0] ? ["ReplicaLag"] : ["AuroraReplicaLagMaximum", "AuroraReplicaLag"];
const late = { ReplicaLag: 600, AuroraReplicaLagMaximum: 600_000, AuroraReplicaLag: 600_000 };
const inTime = { ReplicaLag: 0, AuroraReplicaLagMaximum: 20, AuroraReplicaLag: 20 };

const replica = { type: databases[0], name: "replica", props: { replicateSourceDb: "shop-main" } } as const;
const lag = { namespace: "AWS/RDS", metricName: "ReplicaLag", statistic: "Maximum", threshold: 60 };
const aurora = [
  { type: databases[1], name: "main", props: { clusterIdentifier: "shop-main" } },
  ...["a", "b"].map((name) => ({ type: clusterInstance, name, uses: { clusterIdentifier: ["main"] } })),
] as const;

export const replicaLagPages = stackRule({
  id: "replica-lag-pages",
  title: "Someone is paged when a copy of the database falls behind",
  requirements: ["P13"],
  judges: databases,
  why: "Who reads from a copy reads the past; one that is hours behind answers as fast, and as wrongly, as ever.",
  fix: "Add a MetricAlarm on the replica's ReplicaLag or the cluster's AuroraReplicaLagMaximum (AWS/RDS), above 5 minutes at most.",
  findings: (stack) => {
    const targets = stack.all(...databases).filter((node) => isReplica(node) || hasReaders(stack, node));
    const published = unpublished(stack, {
      targets,
      signs,
      within,
      lacks: "no alarm on its lag",
      breachIs: "it is ten minutes behind",
    });
    if (published.length === 0) return [];
    return targets.flatMap((target) =>
      unwatched(stack, {
        targets: [target],
        namespace: "AWS/RDS",
        metrics: measures(target),
        statistic: level,
        lacks: "no alarm on its lag",
        wrong: (found) =>
          trial(found, { breach: late, calm: inTime, within, breachIs: "it is ten minutes behind" }),
      }),
    );
  },
  examples: {
    pass: [
      [{ type: databases[0], name: "alone" }],
      [replica, alarm("replica", lag)],
      [replica, published("ReplicationLagSeconds", 60)],
      [...aurora, alarm("main", { ...lag, metricName: "AuroraReplicaLagMaximum", threshold: 5000 })],
      aurora.slice(0, 2),
    ],
    fail: [
      [replica],
      [{ ...replica, props: {}, uses: { replicateSourceDb: [] } }],
      [replica, alarm("replica", { ...lag, threshold: 3600 })],
      [replica, alarm("replica", { ...lag, evaluationPeriods: 60 })],
      [replica, published("ReplicationLagSeconds", 10_000)],
      aurora,
    ],
  },
});
