import { condition } from "../condition.ts";
import { secretsReadiness } from "../secrets.ts";
import type { Part } from "./part.ts";

/** Every declared secret has a value, none a placeholder, none too old. */
export const secrets: Part = {
  name: "secrets",
  requirements: ["K01", "G09", "W03"],
  look: async ({ trial: { target } }) => {
    const { ready, secrets } = await secretsReadiness(target);
    const open = secrets.filter(({ state }) => state !== "filled");
    return [
      condition("secrets", ready, {
        found:
          open.length === 0
            ? `${secrets.length} of ${secrets.length} hold a value`
            : open.map(({ name, state }) => `${name} is ${state}`).join(", "),
        todo: `put the values into Secrets Manager; \`./golive ops secrets check ${target.typed}\` says more`,
      }),
    ];
  },
};
