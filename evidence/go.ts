import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import {
  type GoStatement,
  goKey,
  goStatement,
  type SignedGo,
  signedGo,
  statementIn,
} from "../config/shape/go.ts";
import type { Launch } from "../config/shape/launch.ts";

/** Goes before what is signed, so that a signature under something else is never a GO. */
const purpose = "golive go\n";
const bytesOf = (statement: string): Buffer => Buffer.from(purpose + statement, "utf8");

/** The public half of a key, as `launch.approvers` has it. */
export const publicText = (key: KeyObject): string =>
  (key.type === "private" ? createPublicKey(key) : key)
    .export({ type: "spki", format: "der" })
    .toString("base64");

/** Signs the very text that is kept (Ed25519, RFC 8032): whoever verifies it writes nothing anew. */
export function signed(go: GoStatement, key: KeyObject): SignedGo {
  const statement = JSON.stringify(goStatement.parse(go));
  return { statement, signature: sign(null, bytesOf(statement), key).toString("base64") };
}

/** What the GO says, where one of the approvers has signed it under the name that it gives. */
export function approvedGo(
  { statement, signature }: SignedGo,
  approvers: Launch["approvers"],
): GoStatement | undefined {
  const go = statementIn(statement);
  const approver = approvers.find(({ name }) => name === go?.approver);
  if (!approver) return undefined;
  const key = createPublicKey({ key: Buffer.from(approver.key, "base64"), format: "der", type: "spki" });
  return verify(null, bytesOf(statement), key, Buffer.from(signature, "base64")) ? go : undefined;
}

/** The GO among a stack file's settings, as the engine hands them over; undefined where there is none. */
export function goIn(raw: Readonly<Record<string, string>>): SignedGo | undefined {
  const text = raw[goKey];
  return text === undefined ? undefined : signedGo.parse(JSON.parse(text));
}
