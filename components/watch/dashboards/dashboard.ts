import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../place.ts";
import { bodyOf } from "./body.ts";
import type { Widget } from "./chart.ts";
import { knownPart } from "./known-part.ts";

export interface DashboardArgs {
  readonly place: Place;
  /** The last words of its name in AWS. */
  readonly about: string;
  readonly widgets: readonly Widget[];
  /** What to do when something on it is not as it should be. */
  readonly runbook: string;
}

/** What people look at: one page about one subject (K20). */
export class Dashboard extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("golive:watch:Dashboard", name, {}, opts);
    const { place, about, widgets, runbook } = args;
    new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: `${place.prefix}-${about}`,
        dashboardBody: pulumi.jsonStringify(bodyOf(place, runbook, widgets)),
      },
      { parent: this },
    );
    this.registerOutputs({ shows: knownPart(widgets) });
  }
}
