import { replicationGroup } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const cacheLeavesFinalSnapshot = resourceRule({
  id: "cache-leaves-final-snapshot",
  title: "A cache that is deleted on purpose leaves a last snapshot",
  requirements: ["C10", "C14"],
  why: "The jobs that wait in it exist nowhere else.",
  fix: "Set finalSnapshotIdentifier.",
  judges: replicationGroup,
  findings: (props) =>
    given(props, "finalSnapshotIdentifier") ? [] : ["finalSnapshotIdentifier is not set"],
  examples: {
    pass: [
      { props: { finalSnapshotIdentifier: "cache-final" } },
      { props: { finalSnapshotIdentifier: unknown } },
    ],
    fail: [{ props: {} }, { props: { finalSnapshotIdentifier: "" } }],
  },
});
