const names =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|API_?KEY|APIKEY|ACCESS_KEY|PRIVATE_KEY|SIGNING_KEY|ENCRYPTION_KEY|CREDENTIALS?|JWT|AUTH_KEY|CONNECTION_STRING)(?:_|$)/i;
const aboutSecrets =
  /_(?:ARN|NAME|ID|PATH|FILE|URL|URI|HOST|TTL|SECONDS|MINUTES|HOURS|DAYS|ALGORITHM|ISSUER|AUDIENCE|LENGTH|HEADER|TYPE|ENABLED|REQUIRED|ROTATION)$/i;

/** Token formats that their issuers publish. */
const shapes: readonly (readonly [string, RegExp])[] = [
  ["an AWS access key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,})\b/],
  ["an API key of the sk- family", /\b(?:sk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{20,}/],
  ["a Slack token", /\bxox[abpr]-[A-Za-z0-9-]{10,}/],
  ["a Google key", /\bAIza[\w-]{35}\b/],
  ["a signed token", /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/],
  ["a SendGrid key", /\bSG\.[\w-]{16,}\.[\w-]{16,}/],
  ["a password in an address", /\b[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:[^\s/@]+@/i],
];

/** Why a variable looks like a credential in the open: by its name, by a known shape, by its randomness. */
export function looksSecret(name: string, value: string): string | undefined {
  const shape = shapes.find(([, pattern]) => pattern.test(value));
  if (shape) return `looks like ${shape[0]}`;
  if (
    value !== "" &&
    names.test(name) &&
    !aboutSecrets.test(name) &&
    !/^(?:true|false|\d{1,6})$/i.test(value)
  )
    return "has a credential's name";
  return isRandom(value) ? "looks random enough to be a key" : undefined;
}

/** Long, of mixed characters, and nearly as unpredictable as its length allows. Names are lower-case words, joined. */
function isRandom(value: string): boolean {
  if (!/^[\w+/=-]+$/.test(value)) return false;
  const runs = /[A-Z]/.test(value) ? [value] : value.split(/[-_]/);
  return runs.some((run) => run.length >= 32 && /\d/.test(run) && /[a-z]/i.test(run) && isDense(run));
}

function isDense(text: string): boolean {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  const bits = [...counts.values()].reduce(
    (sum, n) => sum - (n / text.length) * Math.log2(n / text.length),
    0,
  );
  return bits > (/^[0-9a-f]+$/i.test(text) ? 3.2 : 4);
}
