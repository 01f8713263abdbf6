import { cluster, instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const literal = ["password", "passwordWo", "masterPassword", "masterPasswordWo"] as const;

export const databasePasswordManaged = resourceRule({
  id: "database-password-managed",
  title: "The database's password is made, kept and changed by AWS, and is not in the program",
  requirements: ["C04", "G07", "C02"],
  why: "A password that passes through the program stays in its state, its logs and its authors' shells.",
  fix: "Set manageMasterUserPassword to true and remove the password.",
  judges: [instance, cluster],
  findings: (props) => {
    const passwords = literal.filter((key) => given(props, key)).map((key) => `${key} is set by the program`);
    if (given(props, "replicateSourceDb") || given(props, "replicationSourceIdentifier")) return passwords;
    return props.manageMasterUserPassword === true
      ? passwords
      : [...passwords, "manageMasterUserPassword is not true"];
  },
  examples: {
    pass: [{ props: { manageMasterUserPassword: true } }, { props: { replicateSourceDb: "main" } }],
    fail: [
      { props: {} },
      { props: { password: "hunter2-hunter2" } },
      { props: { passwordWo: unknown, manageMasterUserPassword: true } },
      { type: cluster, props: { masterPassword: unknown } },
      { props: { manageMasterUserPassword: false } },
    ],
  },
});
