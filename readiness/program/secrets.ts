const signature = "4dabf18193072939515e22adb298388d"; // the SDK's mark of a special value
const secret = "1b47061264138c4ac30d75fd1eb44270";

/** True for a secret's wrapper, as programs and states write it. */
export const isSecret = (value: object): boolean => Reflect.get(value, signature) === secret;

/** The same value with every secret in it replaced by a word: what leaves the evaluating process carries none. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  if (isSecret(value)) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutSecrets(part)]));
}

/** The value inside a secret's wrapper, or the value itself. */
export function unwrapped(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const record = value as Record<string, unknown>;
  return record[signature] === secret ? record.value : value;
}
