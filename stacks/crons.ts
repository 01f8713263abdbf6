import type { Cluster } from "../components/run/cluster.ts";
import { Cron } from "../components/run/cron.ts";
import type { Task } from "../components/run/task.ts";
import type { Inside } from "./inside.ts";
import { named } from "./records.ts";
import type { Running } from "./services.ts";

interface Around {
  readonly inside: Inside;
  readonly cluster: Cluster;
  readonly running: Readonly<Record<string, Running>>;
}

/** Tasks on a schedule, in the network position of their service; one that fails or does not run pages. */
export function crons(tasks: Readonly<Record<string, Task>>, { inside, cluster, running }: Around): void {
  const { config, place, keys, network, oncall, alarms, parent } = inside;
  for (const [id, task] of Object.entries(tasks)) {
    const settings = named(config.crons, id);
    const cron = new Cron(
      `cron-${id}`,
      {
        place,
        settings,
        task,
        clusterArn: cluster.arn,
        subnetIds: network.taskSubnetIds,
        groupIds: [named(running, settings.service).service.groupId],
        oncall: { topicArn: oncall.topicArn, runbook: config.oncall.runbook },
        keyArn: keys.alerts,
      },
      { parent },
    );
    alarms.watchCron(`cron-${id}`, cron, settings.missedAfterHours);
  }
}
