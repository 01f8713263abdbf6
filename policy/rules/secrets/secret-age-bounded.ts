import { secret } from "../../reading/aws-types.ts";
import { rotation, rotationsOf } from "../../reading/rotations.ts";
import { stackRule } from "../../rule.ts";

const most = 365;
const typed = (days?: string) => ({
  type: secret,
  name: "token",
  props: { tags: { "made-by": "person", ...(days !== undefined && { "max-age-days": days }) } },
});

export const secretAgeBounded = stackRule({
  id: "secret-age-bounded",
  title: "A secret that no rotation of its own renews says how old it may get, a year at most",
  requirements: ["W07", "G07"],
  controls: ["FSBP SecretsManager.4"],
  judges: secret,
  why: "Nothing else ends such a value: who left the company still has it, and nobody is asked for a new one.",
  fix: `Set the tag max-age-days to ${most} or less on a secret that nothing rotates.`,
  findings: (stack) =>
    stack
      .all(secret)
      .filter((node) => rotationsOf(stack, node).length === 0)
      .flatMap((node) => {
        const days = Number(node.known("tags", "max-age-days") ?? Number.NaN);
        if (Number.isNaN(days)) return [{ node, says: "does not say how old its value may get" }];
        return days > 0 && days <= most ? [] : [{ node, says: `its value may get ${days} days old` }];
      }),
  examples: {
    pass: [
      [typed("180")],
      [typed("365")],
      [
        { type: secret, name: "token" },
        { type: rotation, name: "rotation", uses: { secretId: ["token"] } },
      ],
    ],
    fail: [[typed()], [typed("730")], [typed("0")], [typed("soon")], [{ type: secret, name: "token" }]],
  },
});
