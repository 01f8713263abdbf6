import type { Statement } from "./document.ts";

const issuer = "cognito-identity.amazonaws.com";

/** A role for anybody at all: an identity pool hands it to visitors who show nothing ("IAM roles", Cognito guide). */
export const admitsGuests = ({ allows, principals, conditions }: Statement): boolean =>
  allows &&
  principals.some(([kind, who]) => kind === "Federated" && who === issuer) &&
  !conditions.some(
    ({ key, operator, values }) =>
      key === `${issuer}:amr` &&
      /^(?:ForAnyValue:)?String(?:Equals|Like)$/.test(operator) &&
      values.length > 0 &&
      values.every((value) => value !== "unauthenticated" && !/[*?]/.test(value)),
  );
