import { covers } from "../../reading/document.ts";
import { lambda, permission } from "../../reading/function-types.ts";
import { hasFunction, rotation } from "../../reading/rotations.ts";
import { type StackExample, type StackFinding, stackRule } from "../../rule.ts";
import type { Node, StackView } from "../../view.ts";

const service = "secretsmanager.amazonaws.com";
/** What brings a function and its permission along: nothing of it is in the stack. */
const bundles: ReadonlySet<string> = new Set([
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
  "aws:cloudformation/stack:Stack",
]);

const admits = (node: Node): boolean =>
  node.known("principal") === service && covers(node.known("action") ?? "", "lambda:InvokeFunction");

const invoked = (stack: StackView, node: Node): readonly Node[] =>
  stack.all(lambda).filter((found) => stack.points(node, "rotationLambdaArn", found));

const turned: StackExample = [
  { type: lambda, name: "values" },
  { type: rotation, name: "rotation", uses: { rotationLambdaArn: ["values"] } },
];
const allowed = (principal: string, action = "lambda:InvokeFunction", of = "values") =>
  ({
    type: permission,
    name: "permission",
    props: { principal, action },
    uses: { function: [of] },
  }) as const;

export const rotationFunctionAdmitted = stackRule({
  id: "rotation-function-admitted",
  title: "Secrets Manager may invoke the functions that rotate",
  requirements: ["G08", "C04"],
  judges: rotation,
  why: "Without that permission no rotation ever begins, and nothing fails: the first value just stays.",
  fix: `Add a lambda.Permission on the function for the principal ${service}.`,
  findings: (stack) =>
    stack
      .all(rotation)
      .filter(hasFunction)
      .flatMap((node): readonly StackFinding[] => {
        if (node.uses("rotationLambdaArn").some(({ type }) => bundles.has(type))) return [];
        const functions = invoked(stack, node);
        if (functions.length === 0)
          return [{ node, says: "its function is not in the stack", notProven: true }];
        return functions
          .filter((found) => !stack.pointing(permission, "function", found).some(admits))
          .map((found) => ({ node, says: `Secrets Manager may not invoke ${found.name}` }));
      }),
  examples: {
    pass: [
      [...turned, allowed(service)],
      [...turned, allowed(service, "lambda:*")],
      [{ type: rotation, name: "owner", props: { rotationRules: { automaticallyAfterDays: 7 } } }],
      [
        { type: "aws:serverlessrepository/cloudFormationStack:CloudFormationStack", name: "app" },
        { type: rotation, name: "rotation", uses: { rotationLambdaArn: ["app"] } },
      ],
    ],
    fail: [
      turned,
      [...turned, allowed("events.amazonaws.com")],
      [...turned, allowed(service, "lambda:GetFunction")],
      [...turned, { type: lambda, name: "other" }, allowed(service, "lambda:InvokeFunction", "other")],
      [
        {
          type: rotation,
          name: "rotation",
          props: { rotationLambdaArn: "arn:aws:lambda:eu-central-1:111122223333:function:rotate" },
        },
      ],
    ],
  },
});
