import { secretVersion } from "../../reading/aws-types.ts";
import { cluster, instance, replicationGroup } from "../../reading/data-tier.ts";
import { stackRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

/** Every property through which a credential's value can be given. */
const values: readonly (readonly [type: string, properties: readonly string[]])[] = [
  [secretVersion, ["secretString", "secretStringWo", "secretBinary"]],
  [instance, ["password", "passwordWo"]],
  [cluster, ["masterPassword", "masterPasswordWo"]],
  [replicationGroup, ["authToken", "authTokenWo"]],
  ["aws:elasticache/user:User", ["passwords", "passwordsWo", "authenticationMode"]],
];
const parameter = "aws:ssm/parameter:Parameter";

export const secretValueComputed = stackRule({
  id: "secret-value-computed",
  title: "No credential's value is written in the program or its configuration",
  requirements: ["G07", "C02", "C04"],
  controls: ["CKV_SECRET_6"],
  why: "A literal is in the repository or the stack file, in every clone, and in the state; one that is made at deploy time is in one place.",
  fix: "Take the value from a generated resource such as random.RandomPassword, or leave it to be put into Secrets Manager.",
  judges: [...values.map(([type]) => type), parameter],
  findings: (stack) => {
    const literal = values.flatMap(([type, properties]) =>
      stack
        .all(type)
        .flatMap((node) =>
          properties
            .filter(
              (name) => hasValue(node.known(name)) && !node.isUnknown(name) && node.uses(name).length === 0,
            )
            .map((name) => ({ node, says: `${name} is a literal` })),
        ),
    );
    const parameters = stack
      .all(parameter)
      .filter(
        (node) =>
          node.known("type") === "SecureString" &&
          node.uses("value").length === 0 &&
          hasValue(node.known("value")),
      )
      .map((node) => ({ node, says: "value is a literal" }));
    return [...literal, ...parameters];
  },
  examples: {
    pass: [
      [{ type: secretVersion, name: "empty" }],
      [{ type: secretVersion, name: "made", props: { secretString: unknown } }],
      [
        { type: "random:index/randomPassword:RandomPassword", name: "random" },
        {
          type: secretVersion,
          name: "made",
          props: { secretString: "x7Kq" },
          uses: { secretString: ["random"] },
        },
      ],
      [{ type: parameter, name: "plain", props: { type: "String", value: "blue" } }],
      [{ type: "aws:elasticache/user:User", name: "iam", props: { authenticationMode: { type: "iam" } } }],
    ],
    fail: [
      [{ type: secretVersion, name: "typed", props: { secretString: "hunter2" } }],
      [{ type: replicationGroup, name: "cache", props: { authToken: "hunter2hunter2hunter2" } }],
      [{ type: instance, name: "database", props: { password: "hunter2" } }],
      [{ type: cluster, name: "database", props: { masterPassword: "hunter2" } }],
      [{ type: "aws:elasticache/user:User", name: "user", props: { passwords: ["hunter2hunter2hunter2"] } }],
      [
        {
          type: "aws:elasticache/user:User",
          name: "user",
          props: { authenticationMode: { type: "password", passwords: ["hunter2"] } },
        },
      ],
      [{ type: parameter, name: "typed", props: { type: "SecureString", value: "hunter2" } }],
    ],
  },
});

function hasValue(value: unknown): boolean {
  if (typeof value === "string") return value !== "";
  if (Array.isArray(value)) return value.some(hasValue);
  // A user's way to log in: only one by password carries a value.
  return value !== null && typeof value === "object" && "passwords" in value && hasValue(value.passwords);
}
