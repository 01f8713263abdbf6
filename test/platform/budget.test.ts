import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { budget } from "../../components/watch/budget.ts";
import { needsStores } from "../../stacks/needs-stores.ts";
import { configOf } from "../config/config-of.ts";
import { declare } from "./declare.ts";

describe("the budget", () => {
  it("opens a ticket at four fifths, at all of it, and when a month will cost more", async () => {
    const plan = await declare(() =>
      budget(
        "budget",
        {
          name: "shop-staging",
          monthlyUsd: 400,
          tags: { product: "shop", environment: "staging" },
          topicArn: "arn:tickets",
        },
        new pulumi.ComponentResource("test:Parent", "parent"),
      ),
    );
    const told = (notificationType: string, threshold: number) => ({
      notificationType,
      threshold,
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: ["arn:tickets"],
    });
    expect(plan.only("aws:budgets/budget:Budget")).toEqual({
      name: "shop-staging",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "400",
      limitUnit: "USD",
      metrics: "UnblendedCost",
      filterExpression: {
        ands: [
          { tags: { key: "product", values: ["shop"] } },
          { tags: { key: "environment", values: ["staging"] } },
        ],
      },
      notifications: [told("ACTUAL", 80), told("ACTUAL", 100), told("FORECASTED", 100)],
    });
  });
});

describe("a service that keeps silent while a store is gone", () => {
  it.each([
    ["api", true],
    ["worker", true],
    ["scraper", false],
    ["nobody", false],
  ])("%s: %s", (id, expected) => {
    expect(needsStores(configOf("production"), id)).toBe(expected);
  });

  it("is also one that calls such a service, and not one that calls in a circle", () => {
    const config = configOf("production");
    const { scraper, api } = config.services;
    if (!scraper || !api) throw new Error("the product has no scraper or api");
    const calling = (...services: string[]) => ({ ...scraper, uses: { ...scraper.uses, services } });
    const of = (services: typeof config.services) => needsStores({ ...config, services }, "scraper");

    expect(of({ ...config.services, scraper: calling("api") })).toBe(true);
    expect(of({ scraper: calling("other"), other: calling("scraper") })).toBe(false);
  });
});
