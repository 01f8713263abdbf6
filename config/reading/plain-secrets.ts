import type { Finding, Path } from "../finding.ts";
import { goKey } from "../shape/go.ts";
import { masked } from "./describe.ts";
import { leaves, nameOf, valueAt } from "./leaves.ts";
import { secretKind } from "./secret-shapes.ts";

const manager = "no value here: declare its name under `secrets` and put the value into Secrets Manager";

/** Pulumi's own keys of a stack file, which are ciphertext by design. */
const ciphertext = ["encryptionsalt", "encryptedkey"];

/** Credentials that stand in a stack file, in the clear or sealed: their place is the manager (G07, C02). */
export function plainSecrets(written: unknown): readonly Finding[] {
  return [...leaves(written)].flatMap(({ path, value }) =>
    typeof value === "string" && !isPublic(path) ? judge(path, value, written) : [],
  );
}

/** Sealed by the engine, or digests and a signature, which have a shape of their own to fit. */
const isPublic = (path: Path): boolean => ciphertext.includes(String(path[0])) || path[1] === goKey;

function judge(path: Path, value: string, written: unknown): readonly Finding[] {
  if (isSealed(path, written))
    return [{ path: path.slice(0, -1), found: "a sealed value (secure:)", allowed: manager }];
  const kind = kindAt(path, value);
  return kind === undefined ? [] : [{ path, found: masked(kind, value), allowed: manager }];
}

/** What refers to a credential is none, so there the key's name alone proves nothing. */
const kindAt = (path: Path, value: string): string | undefined =>
  secretKind(value, refers(path, value) ? "" : nameOf(path));

/** `secret: NAME`, a trial's `password: "{NAME}"`, and the place in an answer where a trial finds its token. */
const refers = (path: Path, value: string): boolean =>
  (path.at(-1) === "secret" && /^[A-Z][A-Z0-9_]*$/.test(value)) ||
  (path.slice(0, 3).includes("trials") &&
    (/^\{\w+\}$/.test(value) || (path.at(-2) === "keep" && /^[\w.-]{1,40}$/.test(value))));

function isSealed(path: Path, written: unknown): boolean {
  const parent = valueAt(written, path.slice(0, -1));
  return (
    path.at(-1) === "secure" &&
    typeof parent === "object" &&
    parent !== null &&
    Object.keys(parent).length === 1
  );
}

/** Everything in `written` that may be a credential, values and names alike. */
function credentials(written: unknown): readonly string[] {
  const values = [...leaves(written)].flatMap(({ path, value }) => [
    ...(typeof value === "string" && kindAt(path, value) ? [value] : []),
    ...path.filter((key) => typeof key === "string" && secretKind(key) !== undefined).map(String),
  ]);
  return [...new Set(values)].filter((word) => word.length >= 6);
}

/** Takes out of findings what must not be printed, whichever check has put it there. */
export function withoutCredentials(findings: readonly Finding[], written: unknown): readonly Finding[] {
  if (findings.length === 0) return findings;
  const words = credentials(written).flatMap((word) => [word, JSON.stringify(word).slice(1, -1)]);
  const clean = (text: string) => words.reduce((rest, word) => rest.replaceAll(word, "‹not shown›"), text);
  return findings.map(({ path, found, allowed, hint }) => ({
    path,
    found: clean(found),
    allowed: clean(allowed),
    ...(hint === undefined ? {} : { hint: clean(hint) }),
  }));
}
