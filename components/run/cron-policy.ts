import { document, type Statement } from "../document.ts";
import { executionRole } from "../names.ts";
import { arnOf, type Place } from "../place.ts";
import { keyStatement } from "../secrets/key-class.ts";
import { queueArn } from "./queue.ts";

/** The class of its queues' key: that of pages, which EventBridge may use too. */
const keyClass = "alerts";

/**
 * What EventBridge Scheduler may do for one schedule: start that task in our cluster with its own two roles and its
 * tags, and put what it could not start aside ("Execution role for EventBridge Scheduler", ECS and Scheduler guides).
 */
export function cronPolicy(place: Place, name: string, deadLetters: string): string {
  const roles = [executionRole(place, name), `${place.prefix}-${name}-task`];
  const cluster = arnOf(place, "ecs", `cluster/${place.prefix}`);
  return document(
    {
      Sid: "StartTask",
      Effect: "Allow",
      Action: "ecs:RunTask",
      Resource: arnOf(place, "ecs", `task-definition/${place.prefix}-${name}:*`),
      Condition: { ArnEquals: { "ecs:cluster": cluster } },
    },
    {
      // Tags are given while the task is made, and need a right of their own ("Tagging authorization", ECS guide).
      Sid: "TagTask",
      Effect: "Allow",
      Action: "ecs:TagResource",
      Resource: arnOf(place, "ecs", `task/${place.prefix}/*`),
      Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
    },
    {
      Sid: "HandOnItsRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles.map((role) => arnOf(place, "iam", `role/${role}`, "global")),
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      Sid: "PutAside",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: queueArn(place, deadLetters),
    },
    // Who sends makes a data key and opens it ("Amazon SQS key management").
    keyStatement(
      place,
      keyClass,
      "sqs",
      ["kms:Decrypt", "kms:GenerateDataKey"],
      [queueArn(place, deadLetters)],
    ),
  );
}

/** Of all that IAM lets send to the queue, only the schedule's own role may. */
export const onlyFrom = (place: Place, roleName: string, queueName: string): Statement => ({
  Sid: "OnlyItsSchedule",
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:SendMessage",
  Resource: queueArn(place, queueName),
  Condition: { ArnNotEquals: { "aws:PrincipalArn": arnOf(place, "iam", `role/${roleName}`, "global") } },
});

/** "Amazon SQS permissions", EventBridge guide. */
export const fromRule = (place: Place, ruleName: string, queueName: string): Statement => ({
  Sid: "ItsRule",
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: queueArn(place, queueName),
  Condition: { ArnEquals: { "aws:SourceArn": arnOf(place, "events", `rule/${ruleName}`) } },
});
