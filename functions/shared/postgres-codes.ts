const meanings: Readonly<Record<string, string>> = {
  "28P01": "the password is refused",
  "28000": "the login is refused",
  "3D000": "there is no such database",
  "42P01": "there is no such table",
  "3F000": "there is no such schema",
  "42501": "the role may not do this",
  "53300": "all connections are taken",
  "55P03": "somebody else holds the lock",
  "57014": "it took longer than it may",
  "57P03": "the server does not take connections yet",
  ECONNREFUSED: "nobody listens there",
  ENOTFOUND: "the host has no address",
  ETIMEDOUT: "no answer in time",
  NO_TLS: "the server does not speak TLS",
};

/** A code and, of the frequent ones, what it means. */
export const meaningOf = (code: string): string =>
  meanings[code] === undefined ? code : `${meanings[code]} (${code})`;

/** The SQLSTATE or the network's code; pg reports some refusals by words alone. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "UNKNOWN";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (/timeout/i.test(error.message)) return "ETIMEDOUT";
  if (/does not support SSL/.test(error.message)) return "NO_TLS";
  return "UNKNOWN";
}
