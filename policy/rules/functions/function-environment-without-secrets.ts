import { secretVersion } from "../../reading/aws-types.ts";
import { lambda } from "../../reading/function-types.ts";
import { looksSecret } from "../../reading/secret-shapes.ts";
import { stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

/** What makes a value that must stay secret: what is computed from one of these is such a value, known or not. */
const makers: ReadonlySet<string> = new Set([
  secretVersion,
  "aws:iam/accessKey:AccessKey",
  "random:index/randomPassword:RandomPassword",
  "tls:index/privateKey:PrivateKey",
]);

function wrong(node: Node): readonly string[] {
  const given: unknown = node.known("environment", "variables");
  const variables = given instanceof Object ? Object.entries(given) : [];
  const open = variables.flatMap(([name, value]) => {
    const why = typeof value === "string" ? looksSecret(name, value) : undefined;
    return why ? [`${name} ${why}`] : [];
  });
  const computed = ["environment", "code"].flatMap((property) =>
    node
      .uses(property)
      .filter(({ type }) => makers.has(type))
      .map(({ name }) => `its ${property} is computed from ${name}`),
  );
  return [...open, ...computed];
}

const having = (variables: object) =>
  [{ type: lambda, name: "mailer", props: { environment: { variables } } }] as const;

export const functionEnvironmentWithoutSecrets = stackRule({
  id: "function-environment-without-secrets",
  title: "No credential stands in a function's environment, nor in its code",
  requirements: ["G07", "C02"],
  controls: ["CKV_AWS_45"],
  judges: lambda,
  why: "Whoever may list functions reads their environments, and every version keeps its own for ever.",
  fix: "Put the value into Secrets Manager, and give the function the secret's name instead.",
  findings: (stack) => stack.all(lambda).flatMap((node) => wrong(node).map((says) => ({ node, says }))),
  examples: {
    pass: [
      [{ type: lambda, name: "plain" }],
      having({ SECRET_NAME: "shop/SMTP", LOG_LEVEL: "info", NODE_OPTIONS: "--enable-source-maps" }),
      having({ SETTINGS: JSON.stringify({ prefix: "shop", days: 30 }) }),
      [
        { type: "aws:sns/topic:Topic", name: "pages" },
        { type: lambda, name: "mailer", uses: { environment: ["pages"] } },
      ],
    ],
    fail: [
      having({ SMTP_PASSWORD: "hunter2" }),
      having({ LOG_LEVEL: "info", HELPER: "AKIAIOSFODNN7EXAMPLE" }),
      having({ SETTINGS: JSON.stringify({ url: "postgres://shop:hunter2@db.internal/shop" }) }),
      [
        { type: "random:index/randomPassword:RandomPassword", name: "password" },
        { type: lambda, name: "mailer", uses: { environment: ["password"] } },
      ],
      [
        { type: secretVersion, name: "value" },
        { type: lambda, name: "mailer", uses: { code: ["value"] } },
      ],
    ],
  },
});
