import { type FloorLine, unless } from "./line.ts";

/** What nobody reads in a log. */
export const eyesFloor: readonly FloorLine[] = [
  ...(["EmailAddress", "CreditCardNumber", "AwsSecretKey"] as const).map(
    (identifier): FloorLine => ({
      requirements: ["K22", "C18"],
      reads: ["logs"],
      says: `mask ${identifier} in the applications' logs`,
      below: ({ logs }) => unless(logs.masked.includes(identifier), "logs", "masked"),
    }),
  ),
];
