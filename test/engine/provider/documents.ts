/**
 * The documents that AWS itself answers where the program gave none: an empty text where nothing is attached yet, and for a
 * topic the policy that SNS gives to every new one (page "Amazon SNS default access policy").
 */
export function documentOf(type: string, account: string): string {
  if (type !== "aws:sns/topic:Topic") return "";
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:Publish", "SNS:Subscribe", "SNS:SetTopicAttributes", "SNS:GetTopicAttributes"],
        Resource: "*",
        Condition: { StringEquals: { "AWS:SourceOwner": account } },
      },
    ],
  });
}
