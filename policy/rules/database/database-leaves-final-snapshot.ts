import { cluster, instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

export const databaseLeavesFinalSnapshot = resourceRule({
  id: "database-leaves-final-snapshot",
  title: "A database that is deleted on purpose leaves a last snapshot",
  requirements: ["C09", "C14"],
  why: "It is the only way back from a deletion that was meant for another stack.",
  fix: "Set skipFinalSnapshot to false and give a finalSnapshotIdentifier.",
  judges: [instance, cluster],
  findings: (props) => {
    if (given(props, "replicateSourceDb")) return [];
    return [
      ...(props.skipFinalSnapshot === true ? ["skipFinalSnapshot is true"] : []),
      // Without the identifier the deletion fails, and skipping the snapshot is the first repair that people find.
      ...(given(props, "finalSnapshotIdentifier") ? [] : ["finalSnapshotIdentifier is not set"]),
    ];
  },
  examples: {
    pass: [
      { props: { finalSnapshotIdentifier: "main-final" } },
      { props: { skipFinalSnapshot: false, finalSnapshotIdentifier: unknown } },
      { props: { replicateSourceDb: "main" } },
    ],
    fail: [
      { props: {} },
      { props: { skipFinalSnapshot: true, finalSnapshotIdentifier: "main-final" } },
      { props: { skipFinalSnapshot: false } },
    ],
  },
});
