import { createHash } from "node:crypto";
import { masked } from "../../../config/reading/describe.ts";
import { shapeOf } from "../../../config/reading/secret-shapes.ts";
import { type Flaw, placeIn } from "../flaw.ts";

/** What stands between two signs that no credential contains, so that code around it is not taken for a part of it. */
const word = /[^\s"'`<>\\$(){}[\],;|]{8,}/g;
/** Libraries name the first line of a key; a key has more lines. */
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\[nr]|\s)*[A-Za-z0-9+/=]{16,}/g;

/** By this a person says which one was looked at, without repeating it. */
const fingerprint = (value: string): string =>
  `secret:${createHash("sha256").update(value).digest("hex").slice(0, 12)}`;

/** Credentials in a text that everybody can read once it is published (G07, K22). No value is repeated. */
export function secretsIn(file: string, text: string): readonly Flaw[] {
  const found = [
    ...[...text.matchAll(privateKey)].map((match) => ({ match, kind: "a private key" })),
    ...[...text.matchAll(word)].flatMap((match) => {
      // Class names and words in kebab case have no digits; credentials do.
      const kind = /\d/.test(match[0]) ? shapeOf(match[0]) : undefined;
      return kind === undefined ? [] : [{ match, kind }];
    }),
  ];
  return found.map(({ match, kind }) => ({
    file,
    at: placeIn(text, match.index),
    says: `${masked(kind, match[0])}: everybody could read it`,
    allow: fingerprint(match[0]),
  }));
}
