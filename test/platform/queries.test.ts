import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { firstHour, type Query, saved } from "../../components/watch/queries.ts";
import { logs } from "../../config/shape/eyes.ts";
import { configOf } from "../config/config-of.ts";
import { declare } from "./declare.ts";
import { everyStack, platform } from "./platforms.ts";
import { place } from "./stores.ts";

const queryType = "aws:cloudwatch/queryDefinition:QueryDefinition";

/** Commands and functions that the queries use ("CloudWatch Logs Insights query syntax"). */
const commands = ["fields", "filter", "limit", "parse", "sort", "stats"];
const functions = ["bin", "count", "ispresent", "latest", "max", "min", "pct"];
const words = ["and", "or", "as", "by", "asc", "desc", "like"];

/** Fields that AWS's own lines have: Container Insights' performance events, the database's text, the firewall's log. */
const published: Readonly<Record<Query["of"], readonly string[]>> = {
  applications: [],
  cluster: ["Type", "DesiredTaskCount", "RunningTaskCount", "DeploymentCount", "ServiceName"],
  database: [],
  firewall: ["action", "terminatingRuleId", "httpRequest.httpMethod", "httpRequest.uri"],
};

/** What a query speaks of that nothing declares, and what in it CloudWatch would not parse. */
function wrong({ lines, of }: Query, fields: readonly string[]): readonly string[] {
  const made: string[] = [];
  return lines.flatMap((line) => {
    const [command = ""] = line.split(" ");
    const bare = line.replaceAll(/"[^"]*"|\/[^/]+\/|\b\d+m\b/g, " ");
    const balanced = (open: string, close: string): boolean =>
      bare.split(open).length === bare.split(close).length;
    made.push(...[...bare.matchAll(/\bas ([a-z0-9]+)/g)].map(([, name = ""]) => name));
    const names = bare.match(/`[^`]+`|@?[A-Za-z_][\w.]*/g) ?? [];
    const known = [...commands, ...functions, ...words, ...fields, ...published[of], ...made];
    return [
      ...(commands.includes(command) ? [] : [`no command: ${command}`]),
      ...(balanced("(", ")") && line.split('"').length % 2 === 1 ? [] : [`not balanced: ${line}`]),
      ...names.filter((name) => !name.startsWith("@") && !known.includes(name.replaceAll("`", ""))),
    ];
  });
}

const renamed = logs.parse({
  requestId: "trace.id",
  path: "http.path",
  status: "http.status-code",
  durationMs: "took",
  jobId: "job",
  retries: "attempt",
});

describe("questions of the first hour", () => {
  const names = (fields: ReturnType<typeof logs.parse>) =>
    [fields.requestId, fields.path, fields.status, fields.durationMs, fields.jobId, fields.retries].map(
      String,
    );

  it.each(firstHour(logs.parse({})))("$asks asks for fields that there are", (query) => {
    expect(wrong(query, names(logs.parse({})))).toEqual([]);
  });

  it.each(firstHour(renamed))("$asks uses the names that the product gives its fields", (query) => {
    expect(wrong(query, names(renamed))).toEqual([]);
    expect(query.lines.join(" ")).not.toMatch(/request_id|duration_ms|retry_count|\bstatus\b(?!-code)/);
  });

  it("quote a field whose name has a hyphen", () => {
    const [errors] = firstHour(renamed);
    expect(errors?.lines[0]).toBe("filter `http.status-code` >= 500");
  });

  it("would be refused by the check above, were they wrong", () => {
    const query = (line: string): Query => ({ asks: "x", of: "applications", lines: [line] });
    expect(wrong(query("filter level = 5"), ["status"])).toEqual(["level"]);
    expect(wrong(query("filtre status = 5"), ["status"])).toContain("no command: filtre");
    expect(wrong(query("stats count(* by status"), ["status"])).toContain(
      "not balanced: stats count(* by status",
    );
  });

  it("are saved in parts of fifty log groups at most", async () => {
    const [errors] = firstHour(logs.parse({}));
    if (!errors) throw new Error("there are no queries");
    const groups = Array.from({ length: 51 }, (_, at) => `/shop/${at}`);
    const plan = await declare(() =>
      saved(place, errors, groups, new pulumi.ComponentResource("shop:Queries", "queries")),
    );
    const parts = plan.all(queryType).sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1));
    expect(parts).toEqual([
      {
        name: "shop-staging/first-hour/errors-by-path",
        queryString: errors.lines.join("\n| "),
        logGroupNames: groups.slice(0, 50),
      },
      {
        name: "shop-staging/first-hour/errors-by-path-2",
        queryString: errors.lines.join("\n| "),
        logGroupNames: ["/shop/50"],
      },
    ]);
  });

  it.each(everyStack)("in $product, $stack ask log groups of the stack", async ({ product, stack }) => {
    const plan = await platform(stack, "resolved", product);
    const groups = plan.all("aws:cloudwatch/logGroup:LogGroup").map(({ name }) => name);
    const queries = plan.all(queryType);
    const { product: called, environment, logs: fields } = configOf(stack, product);
    expect(queries.map(({ name }) => name).sort()).toEqual(
      firstHour(fields)
        .map(({ asks }) => `${called}-${environment}/first-hour/${asks}`)
        .sort(),
    );
    for (const { logGroupNames } of queries)
      expect([logGroupNames].flat().filter((name) => !groups.includes(name))).toEqual([]);
  });
});
