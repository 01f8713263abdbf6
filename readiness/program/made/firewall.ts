import { inRegion, type Makers, nameFor, uuid } from "./maker.ts";

export const firewall: Makers = {
  "aws:wafv2/webAcl:WebAcl": (question) => {
    const name = nameFor(question);
    const id = uuid(question);
    const scope = question.text("scope") === "CLOUDFRONT" ? "global" : "regional";
    return {
      id,
      name,
      arn: inRegion(question, question.arn("wafv2", `${scope}/webacl/${name}/${id}`)),
      capacity: 0,
      lockToken: uuid(question, "lock"),
    };
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": ({ text }) => ({
    id: `${text("webAclArn")},${text("resourceArn")}`,
  }),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": ({ text }) => ({
    id: text("resourceArn"),
  }),
};
