import { cluster, instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const databaseKeepsBackupsWhenDeleted = resourceRule({
  id: "database-keeps-backups-when-deleted",
  title: "Deleting a database does not delete its backups",
  requirements: ["C14", "K21"],
  why: "By default RDS removes every automated backup together with the instance, so that one mistake takes both.",
  fix: "Set deleteAutomatedBackups to false.",
  judges: [instance, cluster],
  findings: (props) =>
    given(props, "replicateSourceDb") || props.deleteAutomatedBackups === false
      ? []
      : ["deleteAutomatedBackups is not false"],
  examples: {
    pass: [{ props: { deleteAutomatedBackups: false } }, { props: { replicateSourceDb: "main" } }],
    fail: [{ props: {} }, { props: { deleteAutomatedBackups: true } }],
  },
});
