import { cluster } from "../../reading/aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const clusterMeasured = resourceRule({
  id: "cluster-measured",
  title: "Every cluster counts its tasks and measures them",
  requirements: ["G06", "C12", "C15"],
  controls: ["FSBP ECS.12", "CKV_AWS_65"],
  why: "RunningTaskCount, which says that a worker is gone, exists only with Container Insights.",
  fix: 'Set settings: [{ name: "containerInsights", value: "enhanced" }], or "enabled".',
  judges: cluster,
  findings: ({ settings = [] }) => {
    const list: readonly { name: string; value: string }[] = settings;
    const on = list.some(
      ({ name, value }) => name === "containerInsights" && ["enabled", "enhanced"].includes(value),
    );
    return on ? [] : ["containerInsights is off"];
  },
  examples: {
    pass: [
      { props: { settings: [{ name: "containerInsights", value: "enabled" }] } },
      { props: { settings: [{ name: "containerInsights", value: "enhanced" }] } },
    ],
    fail: [
      { props: {} },
      { props: { settings: [] } },
      { props: { settings: [{ name: "containerInsights", value: "disabled" }] } },
    ],
  },
});
