import { arnOf } from "../../place.ts";
import { grant, passes, type Scope, type Table, untied } from "./scope.ts";

/** Functions, and what sets them off: schedules, events, procedures. */
export function lambda(scope: Scope): Table {
  const functions = [arnOf(scope.place, "lambda", `function:${scope.place.prefix}-*`)];
  return {
    "aws:lambda/function:Function": {
      read: [
        grant(
          "lambda",
          [
            "GetFunction",
            "GetFunctionCodeSigningConfig",
            "GetFunctionConcurrency",
            "GetFunctionConfiguration",
            "GetFunctionRecursionConfig",
            "ListTags",
            "ListVersionsByFunction",
          ],
          functions,
        ),
        untied(
          scope,
          "ec2",
          "DescribeNetworkInterfaces",
          "DescribeSecurityGroups",
          "DescribeSubnets",
          "DescribeVpcs",
        ),
      ],
      write: [
        grant(
          "lambda",
          [
            "CreateFunction",
            "DeleteFunction",
            "DeleteFunctionConcurrency",
            "PublishVersion",
            "PutFunctionConcurrency",
            "PutFunctionRecursionConfig",
            "TagResource",
            "UntagResource",
            "UpdateFunctionCode",
            "UpdateFunctionConfiguration",
          ],
          functions,
        ),
        passes(scope, "lambda.amazonaws.com"),
      ],
    },
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
      read: [grant("lambda", ["GetFunctionEventInvokeConfig"], functions)],
      write: [
        grant(
          "lambda",
          [
            "DeleteFunctionEventInvokeConfig",
            "PutFunctionEventInvokeConfig",
            "UpdateFunctionEventInvokeConfig",
          ],
          functions,
        ),
      ],
    },
    "aws:lambda/permission:Permission": {
      read: [grant("lambda", ["GetPolicy"], functions)],
      write: [grant("lambda", ["AddPermission", "RemovePermission"], functions)],
    },
    "aws:lambda/invocation:Invocation": {
      read: [],
      write: [grant("lambda", ["InvokeFunction"], functions)],
    },
  };
}

export function schedules(scope: Scope): Table {
  const all = [arnOf(scope.place, "scheduler", `schedule/*/${scope.place.prefix}-*`)];
  const rules = [arnOf(scope.place, "events", `rule/${scope.place.prefix}-*`)];
  return {
    "aws:scheduler/schedule:Schedule": {
      read: [grant("scheduler", ["GetSchedule"], all)],
      write: [
        grant("scheduler", ["CreateSchedule", "DeleteSchedule", "UpdateSchedule"], all),
        passes(scope, "scheduler.amazonaws.com"),
      ],
    },
    "aws:cloudwatch/eventRule:EventRule": {
      read: [grant("events", ["DescribeRule", "ListTagsForResource"], rules)],
      write: [
        grant(
          "events",
          ["DeleteRule", "DisableRule", "EnableRule", "PutRule", "TagResource", "UntagResource"],
          rules,
        ),
      ],
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
      read: [grant("events", ["ListTargetsByRule"], rules)],
      write: [grant("events", ["PutTargets", "RemoveTargets"], rules), passes(scope, "events.amazonaws.com")],
    },
  };
}

export function procedures(scope: Scope): Table {
  const machines = [arnOf(scope.place, "states", `stateMachine:${scope.place.prefix}-*`)];
  return {
    "aws:sfn/stateMachine:StateMachine": {
      read: [
        grant(
          "states",
          ["DescribeStateMachine", "ListStateMachineVersions", "ListTagsForResource"],
          machines,
        ),
        untied(scope, "states", "ValidateStateMachineDefinition"),
      ],
      write: [
        grant(
          "states",
          ["CreateStateMachine", "DeleteStateMachine", "TagResource", "UntagResource", "UpdateStateMachine"],
          machines,
        ),
        passes(scope, "states.amazonaws.com"),
      ],
    },
  };
}
