import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Which of a secret's values: what a label is on, or one version. */
export type Which = { readonly stage: "AWSCURRENT" | "AWSPREVIOUS" } | { readonly version: string };

export interface Held {
  readonly value: string;
  readonly version: string;
  readonly since: Date;
}

/** A secret's value and since when it is there; null where there is none yet, or no such secret. */
export async function held(
  secrets: SecretsManagerClient,
  secret: string,
  which: Which = { stage: "AWSCURRENT" },
): Promise<Held | null> {
  try {
    const answer = await secrets.send(
      new GetSecretValueCommand({
        SecretId: secret,
        ...("stage" in which ? { VersionStage: which.stage } : { VersionId: which.version }),
      }),
    );
    return {
      value: answer.SecretString ?? "",
      version: answer.VersionId ?? "",
      since: answer.CreatedDate ?? new Date(0),
    };
  } catch (error) {
    // Both a secret that nobody filled and a version that a rotation has only reserved.
    if (error instanceof Error && error.name === "ResourceNotFoundException") return null;
    throw error;
  }
}
