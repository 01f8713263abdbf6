import type { StackExample } from "../rule.ts";
import { loadBalancers, webAcl, webAclAssociation } from "./aws-types.ts";

/** A balancer with a web ACL before it, for examples. */
export const guarded = (props: object, ...others: StackExample): StackExample => [
  { type: loadBalancers[0], name: "door" },
  { type: webAcl, name: "acl", props: { scope: "REGIONAL", ...props } },
  {
    type: webAclAssociation,
    name: "before",
    uses: { resourceArn: ["door"], webAclArn: ["acl"] },
  },
  ...others,
];

/** The same, with rules in the words of the API. */
export const withRules = (...rules: readonly object[]): StackExample =>
  guarded({ ruleJson: JSON.stringify(rules) });

/** The same, with rules as a program writes them inside of a web ACL. */
export const withInlineRules = (...rules: readonly object[]): StackExample => guarded({ rules });

export const blocks = (status?: number): object => ({
  Block: status === undefined ? {} : { CustomResponse: { ResponseCode: status } },
});

const looked = { TextTransformations: [{ Priority: 0, Type: "NONE" }] };

/** A statement that is true where a request has the header. */
export const has = (name: string): object => ({
  SizeConstraintStatement: {
    FieldToMatch: { SingleHeader: { Name: name } },
    ComparisonOperator: "GT",
    Size: 0,
    ...looked,
  },
});

export const saysInHeader = (name: string, text: string): object => ({
  ByteMatchStatement: {
    FieldToMatch: { SingleHeader: { Name: name } },
    SearchString: text,
    PositionalConstraint: "EXACTLY",
    ...looked,
  },
});

export const lacks = (statement: object): object => ({ NotStatement: { Statement: statement } });
export const all = (...Statements: readonly object[]): object => ({ AndStatement: { Statements } });
