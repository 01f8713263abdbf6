import { isAbout, written } from "../../reading/document.ts";
import { grants, grantTypes } from "../../reading/grants.ts";
import { resourceRule } from "../../rule.ts";

const allowing = (Action: string | readonly string[]) => ({
  type: grantTypes[1],
  props: { policy: written({ Effect: "Allow", Action, Resource: "*" }) },
});

export const nobodyUnmasks = resourceRule({
  id: "nobody-unmasks",
  title: "No role of the stack may read what its logs mask",
  requirements: ["K22", "C18"],
  judges: grantTypes,
  why: "Masking holds for whoever lacks logs:Unmask; a wildcard over logs gives it to a task or a pipeline in passing.",
  fix: "Name the actions on logs that are needed, without logs:Unmask; who must see the data gets it from a person, for a time.",
  findings: (props, { type }) =>
    grants(type, props).some((one) => isAbout(one, unmask)) ? ["allows logs:Unmask"] : [],
  examples: {
    pass: [
      allowing(["logs:CreateLogStream", "logs:PutLogEvents"]),
      {
        type: grantTypes[1],
        props: { policy: written({ Effect: "Deny", Action: "logs:Unmask", Resource: "*" }) },
      },
    ],
    fail: [
      allowing("logs:Unmask"),
      allowing("logs:*"),
      allowing("logs:Un*"),
      {
        type: grantTypes[1],
        props: { policy: written({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) },
      },
    ],
  },
});

const unmask = "logs:Unmask";
