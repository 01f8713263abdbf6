import { z } from "zod";
import { text } from "./primitives.ts";

/** Who deploys this stack without a stored credential (GitHub Actions, OpenID Connect). */
export const pipeline = z.strictObject({
  repository: text(/^[A-Za-z0-9-]+\/[\w.-]+$/, "owner/name").describe("the repository whose jobs may deploy"),
  ownerId: text(/^\d+$/, "digits, quoted").describe("GitHub's number of the owner: newer tokens carry it"),
  repositoryId: text(/^\d+$/, "digits, quoted").describe("GitHub's number of the repository"),
  provider: z
    .enum(["create", "existing"])
    .describe("AWS takes one identity provider an account and issuer: one stack creates it, others use it"),
});

export const permissionsBoundary = text(
  /^arn:aws[\w-]*:iam::\d{12}:policy\/[\w+=,.@/-]+$/,
  "the ARN of an IAM policy",
);
