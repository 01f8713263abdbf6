import { z } from "zod";

/** The key of a stack file under which the last GO stands, beside the platform's own. */
export const goKey = "golive:go";

const digest = z.string().regex(/^[\da-f]{64}$/);
const image = z.string().regex(/^[^\s@]+@sha256:[\da-f]{64}$/);

/** What a GO says: which images may run, on which evidence that rests, until when it may be used, and who said so (G18, K25). */
export const goStatement = z.strictObject({
  version: z.literal(1),
  stack: z.string().describe("<product>-<environment>"),
  release: digest.describe("the fingerprint of the services' images and the schema"),
  images: z.array(image).min(1).describe("of every container that the plan starts"),
  before: z.array(image).describe("what served when it was said: the way back stays open (P17)"),
  config: digest.describe("SHA-256 of the configuration, defaults filled in"),
  evidence: z.strictObject({ sequence: z.int().min(1), digest }).describe("the last record that it rests on"),
  pack: digest.describe("SHA-256 of the policy pack's files"),
  issued: z.iso.datetime(),
  expires: z.iso.datetime(),
  rehearsal: z.boolean().describe("it rests on records that were made elsewhere: never for users"),
  approver: z.string().describe("by the name that launch.approvers gives them"),
  by: z.string().describe("who computed the verdict: an ARN, or local:<user>"),
});
export type GoStatement = z.infer<typeof goStatement>;

/** The text that was signed, as it was signed: nothing has to be written in the same way twice. */
export const signedGo = z.strictObject({
  statement: z.string().max(65_536),
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
export type SignedGo = z.infer<typeof signedGo>;

/** What a GO's text says; undefined where it is none. Whether it is signed is another question. */
export function statementIn(text: string): GoStatement | undefined {
  try {
    return goStatement.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
