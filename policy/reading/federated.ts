import { type Statement, statements } from "./document.ts";
import { admitsGuests, pools } from "./guests.ts";

/** Where a trust lets in who signed in elsewhere. Guests are left out: anybody is whom it means, and what a guest may do is limited instead. */
export const federatedTrusts = (assumeRolePolicy: unknown): readonly Statement[] =>
  statements(assumeRolePolicy).filter(
    (one) => one.allows && one.principals.some(([kind]) => kind === "Federated") && !admitsGuests(one),
  );

const handsOut = {
  Effect: "Allow",
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: pools },
};

/** A trust for visitors who show nothing, and one for people who signed in, by whichever pool, for examples. */
export const visitors = {
  ...handsOut,
  Condition: {
    StringLike: { [`${pools}:aud`]: "eu-central-1:*" },
    "ForAnyValue:StringEquals": { [`${pools}:amr`]: "unauthenticated" },
  },
};
export const signedIn = {
  ...handsOut,
  Condition: { "ForAnyValue:StringLike": { [`${pools}:amr`]: "authenticated" } },
};
