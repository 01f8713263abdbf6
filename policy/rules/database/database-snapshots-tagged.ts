import { cluster, instance } from "../../reading/data-tier.ts";
import { resourceRule } from "../../rule.ts";

export const databaseSnapshotsTagged = resourceRule({
  id: "database-snapshots-tagged",
  title: "A snapshot says whose data it holds",
  requirements: ["C18"],
  controls: ["FSBP RDS.16", "FSBP RDS.17", "CKV2_AWS_60"],
  why: "Data kept in a snapshot without an owner's tag escapes every retention rule.",
  fix: "Set copyTagsToSnapshot to true.",
  judges: [instance, cluster],
  findings: ({ copyTagsToSnapshot }) =>
    copyTagsToSnapshot === true ? [] : ["copyTagsToSnapshot is not true"],
  examples: {
    pass: [{ props: { copyTagsToSnapshot: true } }],
    fail: [{ props: {} }, { props: { copyTagsToSnapshot: false } }],
  },
});
