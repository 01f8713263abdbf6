import { check } from "./check.ts";

/** A key verifies for one rotation after it has signed: a token that lives longer would be refused (C03, G08). */
export const tokenLife = check(["secrets"], ({ secrets }) =>
  Object.entries(secrets).flatMap(([name, source]) =>
    source.from === "signing-keys" && source.longestTokenHours > source.rotationDays * 24
      ? [
          {
            path: ["secrets", name, "longestTokenHours"],
            found: String(source.longestTokenHours),
            allowed: `at most ${source.rotationDays * 24}, the hours of rotationDays: a key verifies for one rotation more`,
          },
        ]
      : [],
  ),
);

/** What signs tokens is never brought by a person, who may bring a development value, and is never one value alone (W07, G08). */
export const signedByKeys = check(["secrets"], ({ secrets }) =>
  Object.entries(secrets).flatMap(([name, { from }]) =>
    /JWT|SIGNING/.test(name) && from !== "signing-keys"
      ? [
          {
            path: ["secrets", name, "from"],
            found: from,
            allowed:
              "signing-keys: a value that is brought may be a development one, and a single one cannot change without refusing live tokens (W07, G08)",
          },
        ]
      : [],
  ),
);
