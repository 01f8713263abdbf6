import { createPublicKey, verify } from "node:crypto";
import type { Launch } from "../launch.ts";

/** What of a GO is relied on here. */
interface Go {
  readonly images: readonly string[];
  readonly expires: string;
  readonly approver: string;
}

/** The GO that one of the approvers has signed for this very stack, or why there is none. */
export function goOf(launch: Launch): Go | { readonly flaw: string } {
  const { go, approvers, stack } = launch;
  if (go === undefined) return { flaw: "nobody has said GO" };
  const { statement, signature } = fields(go);
  if (typeof statement !== "string" || typeof signature !== "string")
    return { flaw: "what stands for a GO is none" };
  const said = fields(parsed(statement));
  const approver = approvers.find(({ name }) => name === said.approver);
  if (!approver) return { flaw: "its GO is by nobody among the approvers" };
  if (!isSigned(statement, signature, approver.key))
    return { flaw: "its GO does not bear the signature of its approver" };
  if (launch.live && said.rehearsal !== false) return { flaw: "its GO is a rehearsal's" };
  if (said.stack !== stack) return { flaw: `its GO is for another stack, ${String(said.stack)}` };
  const { images, before, expires } = said;
  if (
    said.version !== 1 ||
    !isList(images) ||
    !isList(before) ||
    typeof expires !== "string" ||
    Number.isNaN(Date.parse(expires))
  )
    return { flaw: "its GO says something that is not understood" };
  return { images: [...images, ...before], expires, approver: approver.name };
}

/** The words that go before what is signed, so that a signature under something else is never a GO. */
const purpose = "golive go\n";

function isSigned(statement: string, signature: string, key: string): boolean {
  try {
    const approver = createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" });
    return (
      approver.asymmetricKeyType === "ed25519" &&
      verify(null, Buffer.from(purpose + statement, "utf8"), approver, Buffer.from(signature, "base64"))
    );
  } catch {
    return false; // no key, so nobody's signature
  }
}

const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
