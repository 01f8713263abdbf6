import type * as pulumi from "@pulumi/pulumi";
import { type LogSettings, logGroup } from "../../watch/log-group.ts";

/** The logs that an instance exports: what PostgreSQL writes, and what an upgrade of it does. */
export const exportedLogs = ["postgresql", "upgrade"];

/** Their log groups, and of these the one that PostgreSQL writes to. */
export function instanceLogs(
  name: string,
  identifier: string,
  settings: LogSettings,
  parent: pulumi.Resource,
) {
  const written = (kind: string) =>
    logGroup(`${name}-logs-${kind}`, `/aws/rds/instance/${identifier}/${kind}`, settings, parent);
  const log = written("postgresql");
  return { log, all: [log, written("upgrade")] };
}
