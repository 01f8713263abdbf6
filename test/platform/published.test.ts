import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { awsMetrics } from "../../policy/reading/aws-metrics.ts";
import type { Declared, Plan } from "./declare.ts";
import { everyStack, platform } from "./platforms.ts";
import { inAlarms, type Looked, onDashboards } from "./shown.ts";

const folder = join(import.meta.dirname, "../../functions");

const codeOf = (id: string): string =>
  globSync(join(folder, id, "**/*.ts"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");

/** The names with which a function's code publishes. */
const namesIn = (id: string): readonly string[] =>
  [...codeOf(id).matchAll(/addMetric\(\s*"(\w+)"/g)].map(([, name = ""]) => name);

/** Steps of a probe are called so by its code. */
const isStep = (value: string): boolean => probes.includes(`"${value}"`);
const probes = codeOf("probes");

/** By namespace, what the functions of a stack publish there. */
function byFunctions(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const told = plan.declared.filter(({ type }) => type === "aws:lambda/function:Function");
  return new Map(
    told.flatMap(({ name, inputs }): readonly (readonly [string, readonly string[]])[] => {
      const { variables } = inputs.environment as { readonly variables: Record<string, string> };
      const namespace = variables.POWERTOOLS_METRICS_NAMESPACE;
      return namespace ? [[namespace, namesIn(name.replace(/-function$/, ""))]] : [];
    }),
  );
}

const byFilters = (plan: Plan): ReadonlySet<string> =>
  new Set(
    plan.all("aws:cloudwatch/logMetricFilter:LogMetricFilter").map(({ metricTransformation }) => {
      const { namespace, name } = metricTransformation as { namespace: string; name: string };
      return `${namespace} ${name}`;
    }),
  );

const lookers = /^aws:cloudwatch\/(dashboard|metricAlarm|compositeAlarm):|^golive:watch:/;
/** What AWS calls things that are no resource of ours: all rules, all regions, a proxy's only target group, our region, what it counts. */
const ownWords = [
  "ALL",
  "Global",
  "default",
  "READ_WRITE",
  "eu-central-1",
  "us-east-1",
  "Prometheus",
  "IngestionRate",
];

/** Everything that some resource is called, by us or by AWS. */
function calledIn(plan: Plan): (value: string) => boolean {
  const things: readonly Declared[] = plan.declared.filter(({ type }) => !lookers.test(type));
  const text = JSON.stringify(things.map(({ inputs, outputs }) => [inputs, outputs]));
  const named = (value: string): boolean => text.includes(`"${value}"`) || text.includes(`"${value}\\"`);
  // A cache's members are named after their group.
  return (value) => ownWords.includes(value) || named(value) || named(value.replace(/-\d{3}$/, ""));
}

/** What is looked at and never filled. */
function unfilled(plan: Plan, looked: readonly Looked[]): readonly string[] {
  const types = new Set(plan.declared.map(({ type }) => type));
  const [functions, filters, isCalled] = [byFunctions(plan), byFilters(plan), calledIn(plan)];
  const published = ({ namespace, name }: Looked): boolean => {
    const source = awsMetrics[namespace];
    if (source) return source.names.has(name) && source.from.some((type) => types.has(type));
    return filters.has(`${namespace} ${name}`) || (functions.get(namespace)?.includes(name) ?? false);
  };
  return looked.flatMap((one) => {
    const strangers = Object.entries(one.dimensions).filter(
      ([key, value]) => !(key === "StepName" ? isStep : isCalled)(value),
    );
    return [
      ...(published(one) ? [] : [`${one.by}: nothing publishes ${one.namespace} ${one.name}`]),
      ...strangers.map(([key, value]) => `${one.by}: ${one.name} of ${key} ${value}, which is nothing here`),
    ];
  });
}

describe.each(everyStack)("what is looked at in $product, $stack", ({ product, stack }) => {
  it("is published by something of the stack, on every dashboard", async () => {
    const plan = await platform(stack, "resolved", product);
    const shown = onDashboards(plan);
    expect(shown.length).toBeGreaterThan(50);
    expect(unfilled(plan, shown)).toEqual([]);
  });

  it("is published by something of the stack, in every alarm", async () => {
    const plan = await platform(stack, "resolved", product);
    const watched = inAlarms(plan);
    expect(watched.length).toBeGreaterThan(50);
    expect(unfilled(plan, watched)).toEqual([]);
  });
});

describe("the search for a publisher", () => {
  const looked = (more: Partial<Looked>): Looked => ({
    by: "an alarm",
    namespace: "AWS/ECS",
    name: "MemoryUtilization",
    stat: "Average",
    dimensions: {},
    ...more,
  });

  it.each([
    [{ name: "MemoryUtilisation" }, "an alarm: nothing publishes AWS/ECS MemoryUtilisation"],
    [{ namespace: "AWS/ECSS" }, "an alarm: nothing publishes AWS/ECSS MemoryUtilization"],
    [
      { namespace: "prospector-production/vitals", name: "Backlog" },
      "an alarm: nothing publishes prospector-production/vitals Backlog",
    ],
    [
      { dimensions: { StepName: "no-such-step" } },
      "an alarm: MemoryUtilization of StepName no-such-step, which is nothing here",
    ],
    [
      { dimensions: { ServiceName: "apis" } },
      "an alarm: MemoryUtilization of ServiceName apis, which is nothing here",
    ],
  ])("finds what nothing fills: %j", async (more, says) => {
    expect(unfilled(await platform("production", "resolved"), [looked(more)])).toEqual([says]);
  });
});
