import { secret } from "../../reading/aws-types.ts";
import { rotation, rotationsOf } from "../../reading/rotations.ts";
import { stackRule } from "../../rule.ts";

/** Who makes its values where no rotation of its own does: a person, or the rotation of another secret. */
const madeOtherwise: ReadonlySet<unknown> = new Set(["person", "another"]);

const token = { type: secret, name: "token", props: { name: "shop/TOKEN" } } as const;
const turned = { type: rotation, name: "rotation", uses: { secretId: ["token"] } } as const;

export const secretRotates = stackRule({
  id: "secret-rotates",
  title: "Every secret is turned over by a rotation, or says who turns it over",
  requirements: ["W07", "G08", "C04"],
  controls: ["FSBP SecretsManager.1", "CKV2_AWS_57", "AwsSolutions-SMG4"],
  judges: secret,
  why: "A credential that nobody changes is known to everyone who ever saw it, and its first value lasts for ever.",
  fix: "Add a SecretRotation, or the tag made-by: person where only a person can bring a new value.",
  findings: (stack) =>
    stack
      .all(secret)
      .filter(
        (node) => rotationsOf(stack, node).length === 0 && !madeOtherwise.has(node.known("tags", "made-by")),
      )
      .map((node) => ({ node, says: "nothing rotates it, and nobody is named who does" })),
  examples: {
    pass: [
      [token, turned],
      [{ ...token, props: { tags: { "made-by": "person" } } }],
      [{ ...token, props: { tags: { "made-by": "another" } } }],
      [token, { type: rotation, name: "rotation", props: { secretId: "shop/TOKEN" } }],
    ],
    fail: [
      [token],
      [token, { ...turned, props: { rotationEnabled: false } }],
      [token, turned, { ...token, name: "other", props: { name: "shop/OTHER" } }],
      [{ ...token, props: { tags: { "made-by": "values" } } }],
    ],
  },
});
