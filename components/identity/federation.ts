import type { Config } from "../../config/schema.ts";
import { arnOf, type Place } from "../place.ts";

export const issuer = "token.actions.githubusercontent.com";
export const audience = "sts.amazonaws.com";

export const providerArn = (place: Place): string => arnOf(place, "iam", `oidc-provider/${issuer}`, "global");

/**
 * The subject of a job's token in both forms. Repositories made, renamed or moved since 15 July 2026 say their numbers
 * too ("Immutable subject claims", GitHub), so a name that somebody else takes over later speaks the second form,
 * with other numbers.
 */
export const subjects = (
  { repository, ownerId, repositoryId }: NonNullable<Config["pipeline"]>,
  ...contexts: readonly string[]
): readonly string[] => {
  const [owner, name] = repository.split("/");
  return contexts.flatMap((context) => [
    `repo:${repository}:${context}`,
    `repo:${owner}@${ownerId}/${name}@${repositoryId}:${context}`,
  ]);
};

/** Jobs with exactly these subjects, whose token was made for AWS. */
export const federatedTrust = (place: Place, allowed: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OnlyOurJobs",
        Effect: "Allow",
        Principal: { Federated: providerArn(place) },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: allowed } },
      },
    ],
  });
