import { instance } from "../../reading/data-tier.ts";
import { given } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";

export const databaseHasStandby = resourceRule({
  id: "database-has-standby",
  title: "The database has a synchronous copy in a second zone",
  requirements: ["G01", "C09"],
  controls: ["FSBP RDS.5", "CKV_AWS_157", "AwsSolutions-RDS3"],
  why: "Without a standby, one zone's failure or one host's patch is an outage as long as a restore.",
  fix: "Set multiAz to true.",
  floor: "production",
  judges: instance,
  findings: (props) =>
    given(props, "replicateSourceDb") || props.multiAz === true ? [] : ["multiAz is not true"],
  examples: {
    pass: [{ props: { multiAz: true } }, { props: { replicateSourceDb: "main" } }],
    fail: [{ props: {} }, { props: { multiAz: false } }],
  },
});
