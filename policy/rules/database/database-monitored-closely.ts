import { clusterInstance, instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databaseMonitoredClosely = resourceRule({
  id: "database-monitored-closely",
  title: "The database reports the state of its host every minute or more often",
  requirements: ["P13", "K20"],
  controls: ["FSBP RDS.6", "CKV_AWS_118"],
  why: "Memory, swap and waiting processes are seen by enhanced monitoring only; CPU alone explains few outages.",
  fix: "Set monitoringInterval to 60 or less and give a monitoringRoleArn.",
  judges: [instance, clusterInstance],
  findings: (props) => {
    const { monitoringInterval: seconds = 0 } = props;
    if (seconds === 0) return ["monitoringInterval is not set"];
    return [
      ...(seconds > 60 ? [`monitoringInterval is ${seconds}`] : []),
      ...(given(props, "monitoringRoleArn") ? [] : ["monitoringRoleArn is not set"]),
    ];
  },
  examples: {
    pass: [{ props: { monitoringInterval: 60, monitoringRoleArn: unknown } }],
    fail: [
      { props: {} },
      { props: { monitoringInterval: 0, monitoringRoleArn: unknown } },
      { props: { monitoringInterval: 3600, monitoringRoleArn: unknown } },
      { props: { monitoringInterval: 60 } },
    ],
  },
});
