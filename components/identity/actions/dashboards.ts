import { arnOf } from "../../place.ts";
import { grant, type Scope, type Table, untied } from "./scope.ts";
import { logGroups } from "./watch.ts";

/** What is looked at: dashboards, saved queries, alarms made of alarms, and what nobody reads in a log. */
export function dashboards(scope: Scope): Table {
  const { place } = scope;
  const boards = [arnOf(place, "cloudwatch", `dashboard/${place.prefix}-*`, "global")];
  const alarms = [arnOf(place, "cloudwatch", `alarm:${place.prefix}-*`)];
  const groups = logGroups(scope);
  return {
    "aws:cloudwatch/dashboard:Dashboard": {
      read: [grant("cloudwatch", ["GetDashboard"], boards)],
      write: [grant("cloudwatch", ["DeleteDashboards", "PutDashboard"], boards)],
    },
    // Of composite alarms CloudWatch accepts no narrower rights to these two ("PutCompositeAlarm", "DescribeAlarms").
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
      read: [
        untied(scope, "cloudwatch", "DescribeAlarms"),
        grant("cloudwatch", ["ListTagsForResource"], alarms),
      ],
      write: [
        untied(scope, "cloudwatch", "PutCompositeAlarm"),
        grant("cloudwatch", ["DeleteAlarms", "TagResource", "UntagResource"], alarms),
      ],
    },
    "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": {
      read: [grant("logs", ["GetDataProtectionPolicy"], groups)],
      write: [grant("logs", ["DeleteDataProtectionPolicy", "PutDataProtectionPolicy"], groups)],
    },
    "aws:cloudwatch/queryDefinition:QueryDefinition": {
      read: [untied(scope, "logs", "DescribeQueryDefinitions")],
      write: [untied(scope, "logs", "DeleteQueryDefinition", "PutQueryDefinition")],
    },
  };
}
