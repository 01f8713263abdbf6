import { meant } from "../reading/nearest.ts";
import { check } from "./check.ts";

/** The addresses that errors are sent to are secrets that a person provides: a tracker makes them, nobody else (K19). */
export const trackerProvided = check(["errorTracking", "secrets"], ({ errorTracking, secrets }) =>
  (["secret", "pages"] as const).flatMap((key) => {
    const name = errorTracking?.[key];
    if (name === undefined) return [];
    const source = secrets[name];
    const path = ["errorTracking", key];
    const provided = Object.keys(secrets).filter((one) => secrets[one]?.from === "provided");
    if (source === undefined)
      return [
        {
          path,
          found: `"${name}", which is not declared`,
          allowed: `a declared secret: ${provided.join(", ")}`,
          ...meant(name, provided),
        },
      ];
    return source.from === "provided"
      ? []
      : [{ path, found: `"${name}", from ${source.from}`, allowed: "a secret from: provided" }];
  }),
);

/** Every service reports its errors, but those that strangers' content makes do what it wants (K19, G06). */
export const errorsTracked = check(
  ["errorTracking", "services", "secrets"],
  ({ errorTracking, services, secrets: declared }) => {
    const name = errorTracking?.secret;
    if (name === undefined || declared[name] === undefined) return [];
    return Object.entries(services).flatMap(([id, { kind, secrets }]) =>
      kind === "isolated" || secrets.includes(name)
        ? []
        : [
            {
              path: ["services", id, "secrets"],
              found: `a list without ${name}`,
              allowed: `${name} among them: its errors are reported too`,
            },
          ],
    );
  },
);

/** Pages report their errors as services do (K19). */
export const pagesTracked = check(["errorTracking", "frontend"], ({ errorTracking, frontend }) =>
  errorTracking !== undefined && frontend?.kind === "static" && errorTracking.pages === undefined
    ? [
        {
          path: ["errorTracking", "pages"],
          found: "nothing, and a frontend",
          allowed:
            "the name of the secret with the DSN of the pages: browsers must not know that of the services",
        },
      ]
    : [],
);

/** What every browser gets to read is another address than the one that services write to. */
export const trackersApart = check(["errorTracking"], ({ errorTracking }) =>
  errorTracking?.pages !== undefined && errorTracking.pages === errorTracking.secret
    ? [
        {
          path: ["errorTracking", "pages"],
          found: `"${errorTracking.pages}", the services' own`,
          allowed: "a DSN of its own, for every browser can read it",
        },
      ]
    : [],
);
