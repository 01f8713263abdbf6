import type { Statement } from "./document.ts";

/** Identity pools, as trusts name them. */
export const pools = "cognito-identity.amazonaws.com";

/** A role for anybody at all: an identity pool hands it to visitors who show nothing ("IAM roles", Cognito guide). */
export const admitsGuests = ({ allows, principals, conditions }: Statement): boolean =>
  allows &&
  principals.some(([kind, who]) => kind === "Federated" && who === pools) &&
  !conditions.some(
    ({ key, operator, values }) =>
      key === `${pools}:amr` &&
      /^(?:ForAnyValue:)?String(?:Equals|Like)$/.test(operator) &&
      values.length > 0 &&
      values.every((value) => value !== "unauthenticated" && !/[*?]/.test(value)),
  );
