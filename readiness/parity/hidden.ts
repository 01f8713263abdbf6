import { discreet } from "../../policy/message.ts";

/** Properties through which a program may give a credential, wrapped as a secret or not. */
const credential =
  /(?:password|passwords|passphrase|authToken|secretString|secretBinary|accessKey|secretKey|privateKey|apiKey|token)(?:Wo)?$/i;
const plain = /^(?:true|false|\d{1,6})$/i;
const parameter = "aws:ssm/parameter:Parameter";

/**
 * What may be shown of a value in which two stacks differ. A variable may hold a credential that looks like nothing in
 * particular, so of its text is told only that it differs.
 */
export function hidden(resource: string, path: readonly string[], value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part, at) => hidden(resource, [...path, String(at)], part));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, hidden(resource, [...path, key], part)]),
    );
  if (typeof value !== "string" || plain.test(value)) return value;
  return mayBeCredential(resource, path) ? "(not shown)" : discreet(value);
}

function mayBeCredential(resource: string, path: readonly string[]): boolean {
  const last = path.at(-1) ?? "";
  const variable = path.slice(0, -1).includes("environment") && last !== "name";
  const listed = path.slice(-2).some((key) => credential.test(key));
  return variable || listed || (resource.startsWith(parameter) && /^value/.test(last));
}
