import { cluster, instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const guessed: ReadonlySet<string> = new Set([
  "admin",
  "administrator",
  "master",
  "mysql",
  "postgres",
  "postgresql",
  "rdsadmin",
  "root",
  "sa",
  "test",
  "user",
]);

export const databaseOwnerRenamed = resourceRule({
  id: "database-owner-renamed",
  title: "The database's owner does not have the name that everyone tries first",
  requirements: ["C04"],
  controls: ["FSBP RDS.24", "FSBP RDS.25"],
  why: "Half of a credential is known to whoever reads the manual.",
  fix: "Give the owner a name of its own, such as owner.",
  judges: [instance, cluster],
  findings: (props) => {
    // What is restored or replicated brings its owner with it.
    if (
      ["replicateSourceDb", "replicationSourceIdentifier", "snapshotIdentifier"].some((key) =>
        given(props, key),
      )
    )
      return [];
    const name = props.username ?? props.masterUsername;
    if (name === undefined) return ["its owner has no name"];
    return guessed.has(String(name).toLowerCase()) ? [`its owner is called ${name}`] : [];
  },
  examples: {
    pass: [
      { props: { username: "owner" } },
      { type: cluster, props: { masterUsername: "owner" } },
      { props: { snapshotIdentifier: unknown } },
    ],
    fail: [
      { props: {} },
      { props: { username: "postgres" } },
      { props: { username: unknown } },
      { type: cluster, props: { masterUsername: "Admin" } },
    ],
  },
});
