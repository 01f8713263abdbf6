/** How values that JSON has no word for travel between the engine and a plugin. */
export type Values = Readonly<Record<string, unknown>>;

/** The engine's sign for "AWS has not said yet". */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

export const isObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSecret = (value: unknown): value is { readonly value: unknown } =>
  isObject(value) && value[SIGNATURE] === SECRET;

/** Changes what a secret hides and hides the answer again; anything else is changed as it is. */
export const within = (value: unknown, change: (open: unknown) => unknown): unknown =>
  isSecret(value) ? { [SIGNATURE]: SECRET, value: change(value.value) } : change(value);

/** The same value with every secret laid open: what the provider itself works with. */
export function open(value: unknown): unknown {
  if (isSecret(value)) return open(value.value);
  if (Array.isArray(value)) return value.map(open);
  return isObject(value) ? openAll(value) : value;
}

export const openAll = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, open(value)]));
