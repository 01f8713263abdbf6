import { egressRule, groupRule, ingressRule, securityGroup } from "../../reading/openings.ts";
import { type Props, resourceRule } from "../../rule.ts";

export const groupRuleDescribed = resourceRule({
  id: "group-rule-described",
  title: "Every opening in a security group says what it is for",
  requirements: ["G05"],
  controls: ["CKV_AWS_23", "AwsSolutions-EC27"],
  why: "An opening that nobody can explain is one that nobody dares to close.",
  fix: "Give the group and each of its rules a description that names the client and the purpose.",
  judges: [securityGroup, ingressRule, egressRule, groupRule],
  findings: (props, { type }) => {
    if (type !== securityGroup) return says(props.description) ? [] : ["it has no description"];
    const inline: readonly Props[] = [...(props.ingress ?? []), ...(props.egress ?? [])];
    return [
      ...(says(props.description) ? [] : ["it has no description"]),
      ...(inline.every(({ description }) => says(description)) ? [] : ["an inline rule has no description"]),
    ];
  },
  examples: {
    pass: [
      { type: securityGroup, props: { description: "the API's tasks" } },
      { type: ingressRule, props: { description: "PostgreSQL from the API" } },
      {
        type: securityGroup,
        props: {
          description: "the API's tasks",
          ingress: [{ fromPort: 80, description: "from the balancer" }],
        },
      },
    ],
    fail: [
      { type: securityGroup, props: {} },
      { type: securityGroup, props: { description: "Managed by Pulumi" } },
      { type: securityGroup, props: { description: "the API's tasks", egress: [{ fromPort: 443 }] } },
      { type: ingressRule, props: { description: " " } },
      { type: egressRule, props: {} },
      { type: groupRule, props: {} },
    ],
  },
});

/** The provider fills in "Managed by Pulumi" where the program says nothing. */
const says = (text: unknown): boolean =>
  typeof text === "string" &&
  text.trim() !== "" &&
  text !== "Managed by Pulumi" &&
  text !== "Managed by Terraform";
