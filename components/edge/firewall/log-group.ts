import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { document } from "../../document.ts";
import { arnOf, type Place } from "../../place.ts";
import { type LogSettings, logGroup } from "../../watch/log-group.ts";

/**
 * Where a firewall of the stack's region writes; WAF asks for that beginning of the name. Who may write is said here, for
 * WAF would say it in a policy that it shares with all others of the account until that is full ("Sending web ACL traffic
 * logs to a CloudWatch Logs log group", WAF guide).
 */
export function firewallLogGroup(
  name: string,
  place: Place,
  logs: LogSettings,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const groupName = `aws-waf-logs-${place.prefix}-balancer`;
  const group = logGroup(`${name}-logs`, groupName, logs, parent);
  const policy = new aws.cloudwatch.LogResourcePolicy(
    `${name}-logs-policy`,
    {
      policyName: `${place.prefix}-firewall`,
      policyDocument: document({
        Sid: "FirewallWrites",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: arnOf(place, "logs", `log-group:${groupName}:log-stream:*`),
        Condition: {
          StringEquals: { "aws:SourceAccount": place.account },
          ArnLike: { "aws:SourceArn": arnOf(place, "logs", "*") },
        },
      }),
    },
    { parent },
  );
  return pulumi.all([group.arn, policy.id]).apply(([arn]) => arn);
}
