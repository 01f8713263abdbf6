import { createHash } from "node:crypto";

/** The same text for the same value, whatever the order of its keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inside: unknown) =>
    typeof inside === "object" && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inside,
  );

/** SHA-256, hex. */
export const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");
