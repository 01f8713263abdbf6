/** Credentials that give themselves away by their form. */
const shapes: readonly (readonly [kind: string, form: RegExp])[] = [
  ["an AWS access key id", /\b(AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}\b/],
  ["a GitHub token", /\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/],
  ["a GitLab token", /\bglpat-[\w-]{20,}/],
  ["a Stripe key", /\b[srp]k_(live|test)_[A-Za-z0-9]{8,}/],
  ["a webhook signing key", /\bwhsec_[A-Za-z0-9+/=]{8,}/],
  ["an API key (sk-…)", /\bsk-[A-Za-z0-9_-]{16,}/],
  ["a Slack token", /\bxox[abeoprs]-[A-Za-z0-9-]{8,}/],
  ["a Slack webhook address", /hooks\.slack\.com\/services\/\S+/],
  ["a Google API key", /\bAIza[\w-]{30,}/],
  ["a SendGrid key", /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  ["an npm token", /\bnpm_[A-Za-z0-9]{30,}/],
  ["a PyPI token", /\bpypi-[\w-]{30,}/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY/],
  ["a JSON web token", /\beyJ[\w-]{8,}\.[\w-]{8,}/],
  ["an address with a password in it", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i],
  [
    "an address with a credential in its query",
    /[?&](token|key|api[-_]?key|secret|password|signature|sig|access[-_]?token)=[^&\s]+/i,
  ],
];

/** Key names whose last word says that the value is a credential. */
const secretName =
  /(^|[-_.:\s])(passwords?|passwd|pwd|passphrase|secret|token|credentials?|(api|private|secret|access|signing|encryption|master|auth)[-_]?keys?)$/i;
const camelBoundary = /([a-z0-9])([A-Z])/g;

/** What no credential looks like: a switch, a small number, an address without credentials, a name in AWS. */
const harmless = /^(true|false|yes|no|on|off|none|null|-?\d{1,6}(\.\d+)?|arn:aws[\w-]*:\S+|https:\/\/\S+)?$/i;

const identifierName = /(sha|commit|revision|release|version|digest|tag|checksum|etag|uuid|zoneId)$/i;

/** Shannon's entropy, bits a character. */
function entropy(word: string): number {
  const counts = Map.groupBy(word, (letter) => letter).values();
  return [...counts].reduce(
    (sum, { length }) => sum - (length / word.length) * Math.log2(length / word.length),
    0,
  );
}

function looksRandom(word: string): boolean {
  const digits = word.match(/\d/g)?.length ?? 0;
  if (/^[0-9a-f]{32,}$/i.test(word)) return digits >= 4 && entropy(word) >= 3;
  if (word.length < 20 || digits < 2) return false;
  const mixed = /[a-z]/.test(word) && /[A-Z]/.test(word);
  return mixed ? entropy(word) >= 3.7 : /^[a-z0-9]{24,}$/i.test(word) && digits >= 5 && entropy(word) >= 3.7;
}

/** Long random words, beside image digests, public keys (Ed25519, SPKI), ARNs and plain addresses, which are random and public. */
function randomWord(value: string): boolean {
  if (harmless.test(value)) return false;
  const rest = value
    .replaceAll(/\bsha(256|512):[0-9a-f]+/g, "")
    .replaceAll(/\bMCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=/g, "")
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, "");
  return rest.split(/[^A-Za-z0-9+=_]+/).some(looksRandom);
}

export const isSecretName = (key: string): boolean => secretName.test(key.replaceAll(camelBoundary, "$1_$2"));

/** What kind of credential a word is by its form alone. */
export const shapeOf = (word: string): string | undefined => shapes.find(([, form]) => form.test(word))?.[0];

/** What kind of credential `value` is, or undefined. `key` is the name it stands under. */
export function secretKind(value: string, key = ""): string | undefined {
  const shape = shapeOf(value);
  if (shape) return shape;
  if (isSecretName(key) && !harmless.test(value)) return "a credential, by its name";
  if (!identifierName.test(key) && randomWord(value)) return "a random text, as credentials are";
  return undefined;
}
