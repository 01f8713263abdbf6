import { runSimulation } from "@cloud-copilot/iam-simulate";

/** One request as IAM would see it. What is in `context` is true of the request, and nothing else is. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

export type Decision = "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied";
const account = "111122223333";
const issuer = "token.actions.githubusercontent.com";

/**
 * What IAM decides where a role carries these policies, and what is asked for one of its own. A request that does not exist
 * in AWS is an error.
 */
export const decide = (policies: readonly unknown[], asked: Asked, ofResource?: unknown): Promise<Decision> =>
  outcome(`arn:aws:iam::${account}:role/somebody`, asked, {
    identityPolicies: policies.map((policy, index) => ({ name: `policy-${index}`, policy: parsed(policy) })),
    ...(ofResource !== undefined && { resourcePolicy: parsed(ofResource) }),
    // Keys of ours leave it to IAM who may use them.
    ...(/:kms:.*:key\//.test(asked.resource) && { resourcePolicy: keyPolicy }),
  });

/** Examples of an ARN's pattern, one of which has the shape that its service gives it. */
export const examplesOf = (pattern: string): readonly string[] =>
  pattern === "*"
    ? ["*"]
    : ["a1", "a1/b2", "a1/b2/c3", "a1-b2", "1"].map((ending) => pattern.replaceAll("*", ending));

/** Whether a role may be assumed with a token of GitHub's that says this. */
export const admits = async (
  trust: unknown,
  role: string,
  token: { readonly aud: string; readonly sub: string },
): Promise<boolean> => {
  const asked = {
    action: "sts:AssumeRoleWithWebIdentity",
    resource: role,
    context: { [`${issuer}:aud`]: token.aud, [`${issuer}:sub`]: token.sub },
  };
  const principal = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
  const policies = { identityPolicies: [], resourcePolicy: parsed(trust) };
  return (await outcome(principal, asked, policies)) === "Allowed";
};

type Policies = Pick<Parameters<typeof runSimulation>[0], "identityPolicies" | "resourcePolicy">;

async function outcome(principal: string, asked: Asked, policies: Policies): Promise<Decision> {
  const { action, resource, context = {} } = asked;
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: Object.fromEntries(
          Object.entries(context).map(([key, value]) => [standIn(key), value]),
        ),
      },
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...policies,
    },
    {},
  );
  if (answer.resultType === "error")
    throw new Error(`${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
  return answer.overallResult;
}

/** The simulator's reference lacks condition keys that end in a name of somebody's choice: a tag stands for each. */
const standIn = (text: string): string =>
  text
    .replaceAll("kms:EncryptionContext:", "aws:PrincipalTag/context-")
    .replaceAll(`${issuer}:`, "aws:PrincipalTag/token-");

const parsed = (policy: unknown): unknown => JSON.parse(standIn(String(policy)));

const keyPolicy = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
  ],
};
