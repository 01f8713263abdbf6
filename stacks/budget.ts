import type * as pulumi from "@pulumi/pulumi";
import { budget as declared } from "../components/watch/budget.ts";
import type { Config } from "../config/schema.ts";
import { placeOf } from "./place.ts";

/** The expected cost of the stack, by the tags that the provider gives to everything in it. */
export function budget(config: Config, topicArn: pulumi.Input<string>, parent: pulumi.Resource): void {
  const { product, environment } = config;
  if (config.budget)
    declared(
      "budget",
      {
        name: placeOf(config).prefix,
        monthlyUsd: config.budget.monthlyUsd,
        tags: { product, environment },
        topicArn,
      },
      parent,
    );
}
