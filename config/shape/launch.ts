import { z } from "zod";
import { prose, text } from "./primitives.ts";

const approver = z.strictObject({
  name: prose(3).describe("who may say GO"),
  key: text(
    /^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$/,
    "an Ed25519 public key: the base64 of its SPKI DER, 60 characters, as `./golive ops approver` prints it",
  ).describe("their public key; the private one stays with them"),
});

/** When a stack counts as launched, and whose GO opens it (G18, K25). */
export const launch = z.strictObject({
  live: z
    .boolean()
    .default(false)
    .describe("users depend on it: from now on no image changes without a GO that is signed and in date"),
  approvers: z.array(approver).max(20).default([]).describe("whose signature makes a GO"),
  goHours: z.int().min(1).max(336).default(72).describe("for how long a GO may be used"),
});
export type Launch = z.infer<typeof launch>;
