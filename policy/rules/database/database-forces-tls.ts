import { cluster, instance } from "../../reading/data-tier.ts";
import { databaseParameter, databasesOf, databaseWith, isMysql } from "../../reading/parameters.ts";
import { stackRule } from "../../rule.ts";

export const databaseForcesTls = stackRule({
  id: "database-forces-tls",
  title: "The database refuses every connection that is not encrypted",
  requirements: ["P03"],
  controls: ["FSBP RDS.38", "CKV2_AWS_69"],
  why: "A client library falls back to plain text without a word; only the server can forbid it.",
  fix: "Give the database a parameter group of this stack with rds.force_ssl = 1 (MySQL: require_secure_transport = 1).",
  judges: [instance, cluster],
  findings: (stack) =>
    databasesOf(stack).flatMap((node) => {
      const name = isMysql(node) ? "require_secure_transport" : "rds.force_ssl";
      const value = databaseParameter(stack, node, name);
      if (value !== undefined && /^(1|on|true)$/i.test(value)) return [];
      return [
        { node, says: value === undefined ? `no parameter group sets ${name}` : `${name} is ${value}` },
      ];
    }),
  examples: {
    pass: [
      databaseWith({ "rds.force_ssl": "1" }),
      databaseWith({ require_secure_transport: "ON" }, "mysql"),
      [
        {
          type: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
          name: "parameters",
          props: { name: "main", parameters: [{ name: "rds.force_ssl", value: "1" }] },
        },
        { type: cluster, name: "main", props: { dbClusterParameterGroupName: "main" } },
      ],
    ],
    fail: [
      databaseWith({ "rds.force_ssl": "0" }),
      databaseWith({}),
      databaseWith({ "rds.force_ssl": "1" }, "mysql"),
      [
        {
          type: instance,
          name: "main",
          props: { engine: "postgres", parameterGroupName: "default.postgres17" },
        },
      ],
      [...databaseWith({ "rds.force_ssl": "1" }), { type: instance, name: "other" }],
    ],
  },
});
