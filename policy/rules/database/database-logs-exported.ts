import { cluster, instance } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";

const wanted: readonly (readonly [engine: RegExp, logs: readonly string[]])[] = [
  [/postgres/, ["postgresql"]],
  [/mysql|maria/, ["error", "slowquery"]],
];

export const databaseLogsExported = resourceRule({
  id: "database-logs-exported",
  title: "The database's own log is collected where all logs are",
  requirements: ["C15", "G06", "K12"],
  controls: ["FSBP RDS.9", "FSBP RDS.36", "CKV_AWS_129"],
  why: "Slow statements and refused logins are in that log alone, and on the instance it is rotated away within days.",
  fix: "List the engine's logs in enabledCloudwatchLogsExports: postgresql, or error and slowquery.",
  judges: [instance, cluster],
  findings: ({ engine, enabledCloudwatchLogsExports: exported = [] }) => {
    if (exported.length === 0) return ["no log is exported"];
    const [, logs = []] = wanted.find(([name]) => name.test(engine ?? "")) ?? [];
    return logs.filter((log) => !exported.includes(log)).map((log) => `the ${log} log is not exported`);
  },
  examples: {
    pass: [
      { props: { engine: "postgres", enabledCloudwatchLogsExports: ["postgresql", "upgrade"] } },
      { props: { engine: "mysql", enabledCloudwatchLogsExports: ["error", "slowquery"] } },
    ],
    fail: [
      { props: { engine: "postgres" } },
      { props: { engine: "postgres", enabledCloudwatchLogsExports: [] } },
      { props: { engine: "aurora-postgresql", enabledCloudwatchLogsExports: ["upgrade"] } },
      { props: { engine: "mysql", enabledCloudwatchLogsExports: ["error"] } },
    ],
  },
});
