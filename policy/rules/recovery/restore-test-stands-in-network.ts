import { restoreSelection } from "../../reading/backups.ts";
import { given, rawProperty } from "../../reading/unknown.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

const wanted = ["dbSubnetGroupName", "vpcSecurityGroupIds"];

export const restoreTestStandsInNetwork = resourceRule({
  id: "restore-test-stands-in-network",
  title: "A database is restored into the network that its clients are in",
  requirements: ["K21", "G01"],
  why: "Without a default VPC the restore fails; with one, the copy of the data stands in it, under its default group.",
  fix: "Set dbSubnetGroupName and vpcSecurityGroupIds in restoreMetadataOverrides.",
  judges: restoreSelection,
  findings: (props) => {
    if (props.protectedResourceType !== "RDS" && props.protectedResourceType !== "Aurora") return [];
    const overrides = rawProperty(props, "restoreMetadataOverrides") ?? {};
    return wanted.filter((key) => !given(Object(overrides), key)).map((key) => `its overrides lack ${key}`);
  },
  examples: {
    pass: [
      {
        props: {
          protectedResourceType: "RDS",
          restoreMetadataOverrides: { dbSubnetGroupName: "shop", vpcSecurityGroupIds: unknown },
        },
      },
      { props: { protectedResourceType: "S3" } },
    ],
    fail: [
      { props: { protectedResourceType: "RDS" } },
      { props: { protectedResourceType: "Aurora", restoreMetadataOverrides: { dbSubnetGroupName: "shop" } } },
      { props: { protectedResourceType: unknown } },
    ],
  },
});
