/**
 * How the engine writes "not known before deploy" on the wire, one token a type
 * (pulumi/sdk/go/common/resource/plugin/rpc.go). They are protocol, so they do not change.
 */
const tokens: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** The token of an unknown string, which is also what the Node SDK sends for any unknown. */
export const unknownToken = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const isUnknownToken = (value: unknown): boolean => typeof value === "string" && tokens.has(value);

/** A property as it came, unknown or not: reflection passes the SDK's throwing proxy by, and is much cheaper. */
export const rawProperty = (holder: object, key: string): unknown =>
  Object.getOwnPropertyDescriptor(holder, key)?.value;

/** True where the program set the property at all, be its value known or made by AWS. */
export function given(props: object, key: string): boolean {
  const value = rawProperty(props, key);
  return value !== undefined && value !== null && value !== "";
}

/** True where the program named a key of its own: AWS's shared ones are `alias/aws/…`. */
export function givenKey(props: object, key: string): boolean {
  return given(props, key) && !/(^|:)alias\/aws\//.test(String(rawProperty(props, key)));
}

/** A plain copy in which every unknown has become `undefined`, and whether there was any. */
export function withoutUnknowns(value: unknown): { readonly value: unknown; readonly unknown: boolean } {
  let unknown = false;
  const copy = (from: unknown): unknown => {
    if (isUnknownToken(from)) {
      unknown = true;
      return undefined;
    }
    if (Array.isArray(from)) return from.map(copy);
    if (from === null || typeof from !== "object" || Object.getPrototypeOf(from) !== Object.prototype)
      return from;
    return Object.fromEntries(Object.keys(from).map((key) => [key, copy(rawProperty(from, key))]));
  };
  return { value: copy(value), unknown };
}
