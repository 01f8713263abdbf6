import { secret, secretVersion } from "../../reading/aws-types.ts";
import { lambda } from "../../reading/function-types.ts";
import { isRotatedByFunction, lastNameOf, rotation } from "../../reading/rotations.ts";
import { namesSigningKey } from "../../reading/signing.ts";
import { type StackFinding, stackRule } from "../../rule.ts";
import type { Node } from "../../view.ts";

const least = 32;

/** How many characters or bytes the thing that makes a value is told to make. */
const sizes: Readonly<Record<string, string>> = {
  "random:index/randomPassword:RandomPassword": "length",
  "random:index/randomString:RandomString": "length",
  "random:index/randomBytes:RandomBytes": "length",
  "random:index/randomId:RandomId": "byteLength",
};

function wrong(version: Node): Omit<StackFinding, "node"> | undefined {
  const makers = [
    ...version.uses("secretString"),
    ...version.uses("secretStringWo"),
    ...version.uses("secretBinary"),
  ];
  const maker = makers.find(({ type }) => type in sizes);
  if (!maker)
    return {
      says: "its value is not made by the program: nobody can tell how strong it is",
      notProven: true,
    };
  const size = maker.known(sizes[maker.type] ?? "");
  return size >= least
    ? undefined
    : { says: `its value is only ${size ?? "an unknown number of"} characters long` };
}

const jwt = { type: secret, name: "jwt", props: { name: "shop/JWT_SECRET" } } as const;
const version = {
  type: secretVersion,
  name: "value",
  uses: { secretId: ["jwt"], secretString: ["made"] },
} as const;
const made = (length: number) =>
  ({ type: "random:index/randomPassword:RandomPassword", name: "made", props: { length } }) as const;

export const signingSecretStrong = stackRule({
  id: "signing-secret-strong",
  title: "Nobody can guess the key that signs sessions",
  requirements: ["C03", "G08", "W07"],
  judges: secret,
  why: "Whoever has it is any user he likes. A word that a person chose is found offline, from one token, within hours.",
  fix: `Make the value with random.RandomPassword of ${least} characters or more, or by a function that rotates it.`,
  findings: (stack) =>
    stack
      .all(secret)
      .filter((node) => namesSigningKey(lastNameOf(node)))
      .flatMap((node): readonly StackFinding[] => {
        const versions = stack.pointing(secretVersion, "secretId", node);
        if (versions.length === 0 && isRotatedByFunction(stack, node)) return [];
        if (versions.length === 0)
          return [
            { node, says: "its value is put in by hand: nobody can tell how strong it is", notProven: true },
          ];
        return versions.flatMap((at) => {
          const found = wrong(at);
          return found ? [{ node: at, ...found }] : [];
        });
      }),
  examples: {
    pass: [
      [jwt, version, made(64)],
      [{ type: secret, name: "openai", props: { name: "shop/OPENAI_API_KEY" } }],
      [
        jwt,
        { type: lambda, name: "values" },
        { type: rotation, name: "rotation", uses: { secretId: ["jwt"], rotationLambdaArn: ["values"] } },
      ],
    ],
    fail: [
      [jwt],
      [jwt, version, made(16)],
      [
        jwt,
        {
          type: secretVersion,
          name: "value",
          props: { secretString: "hunter2" },
          uses: { secretId: ["jwt"] },
        },
      ],
      [{ ...jwt, props: { name: "SESSION_SECRET" } }],
      [{ ...jwt, props: { name: "shop/SECRET_KEY" } }],
    ],
  },
});
