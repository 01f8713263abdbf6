import { GetBucketPolicyCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { noBucket, type StateBucket } from "./bucket.ts";
import { missing, otherwise, type Part, right } from "./part.ts";
import { listOf, type Statement, statementsOf, strangers } from "./policy.ts";

const sid = "OnlyOverTls";

/** Nothing travels in the clear, and nobody outside of the account is let in; what else the policy says stays. */
export function bucketPolicy({ s3, it, session, arn, account }: StateBucket): Part {
  const ours = {
    Sid: sid,
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const read = async () => {
    const send = () => s3.send(new GetBucketPolicyCommand(it));
    const none = [...noBucket, "NoSuchBucketPolicy"];
    return statementsOf(
      (await session.find("read the bucket's policy", "s3:GetBucketPolicy", none, send))?.Policy,
    );
  };
  return {
    what: "requests over TLS alone, from this account alone",
    look: async () => {
      const statements = await read();
      const others = strangers(statements, account);
      if (others.length > 0)
        return otherwise(
          `its policy lets in ${others.join(", ")}`,
          "take them out by `aws s3api put-bucket-policy`",
        );
      if (statements.some((statement) => refusesPlainHttp(statement, ours.Resource))) return right;
      return statements.length === 0 ? missing : otherwise("a policy that takes requests without TLS");
    },
    make: async () => {
      const others = (await read()).filter(({ Sid }) => Sid !== sid);
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [...others, ours] });
      const send = () => s3.send(new PutBucketPolicyCommand({ ...it, Policy }));
      await session.call("refuse requests without TLS", "s3:PutBucketPolicy", send);
    },
  };
}

const refusesPlainHttp = (
  { Effect, Principal, Action, Resource, Condition }: Statement,
  resources: readonly string[],
): boolean =>
  Effect === "Deny" &&
  listOf(typeof Principal === "object" ? Principal.AWS : Principal).includes("*") &&
  listOf(Action).some((action) => action === "s3:*" || action === "*") &&
  resources.every((resource) => listOf(Resource).includes(resource)) &&
  Object.keys(Condition ?? {}).length === 1 &&
  Object.keys(Condition?.Bool ?? {}).length === 1 &&
  String(Condition?.Bool?.["aws:SecureTransport"]) === "false";
