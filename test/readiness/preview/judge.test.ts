import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { Waivers } from "../../../policy/waivers/waivers.ts";
import { judgePlan, statefulKept } from "../../../readiness/preview/judge.ts";
import { drifted, summary } from "../../../readiness/preview/summary.ts";
import { isRequirement } from "../../../readiness/register/requirements.ts";
import { painter } from "../../../readiness/report/text.ts";
import { planIn, planning, short, step } from "./recordings.ts";

const today = new Date("2027-03-01T12:00:00Z");
const waiver = {
  rule: statefulKept.id,
  resource: "database-instance",
  reason: "an empty database is made anew under its right name",
  owner: "growth",
  until: "2027-03-05",
};
const held = { protect: true, retainOnDelete: false, inputs: {} };
const refused = (...given: Parameters<typeof judgePlan>) =>
  judgePlan(...given).refused.map(({ change }) => short(change));

describe("what holds data", () => {
  it("is told with what is lost, in plans of the real engine", () => {
    expect(judgePlan(planIn("database-renamed"), [], today).refused).toMatchObject([
      {
        change: { name: "database-instance", because: ["dbName"] },
        why: "it holds the product's data, back to the last snapshot at best; it would stay in AWS, looked after by nobody",
      },
    ]);
    expect(refused(planIn("bucket-undeclared"), [], today).sort()).toEqual([
      "delete bucket-reports-bucket",
      "delete bucket-reports-bucket-policy", // the bucket is forgotten and stays; what guards it would go
      "delete bucket-reports-bucket-versions",
      "replace database-instance",
    ]);
    expect(refused(planIn("release"), [], today)).toEqual([]);
  });

  it("may be anything else that the program protects", () => {
    const plan = planning(
      step("delete", "aws:rds/clusterInstance:ClusterInstance", "held", { old: held }),
      step("delete", "aws:rds/clusterInstance:ClusterInstance", "free"),
    );
    expect(judgePlan(plan, [], today).refused).toMatchObject([
      { change: { name: "held" }, why: "it is protected in the program" },
    ]);
  });
});

describe("a waiver of what holds data", () => {
  const plan = planIn("database-renamed");

  it("excuses the one resource that it names, and is told", () => {
    const { refused: left, excused } = judgePlan(plan, [waiver], today);
    expect(left).toEqual([]);
    expect(excused).toMatchObject([{ change: { name: "database-instance" }, waiver }]);
  });

  it.each([
    ["another resource", { resource: "database" }],
    ["another rule", { rule: "database-protected" }],
    ["a pattern", { resource: "*" }],
    ["no reason", { reason: " " }],
    ["no owner", { owner: "" }],
    ["no end", { until: "" }],
    ["an end more than 14 days ahead", { until: "2027-03-16" }],
    ["an end that has passed", { until: "2027-02-28" }],
  ])("excuses nothing with %s", (_, change) => {
    expect(refused(plan, [{ ...waiver, ...change }], today)).toEqual(["replace database-instance"]);
  });

  it("that has ended says so", () => {
    const [first] = judgePlan(plan, [{ ...waiver, until: "2027-02-28" }], today).refused;
    expect(first?.why).toContain("(its waiver ended on 2027-02-28)");
  });

  const problems = (change: Partial<typeof waiver>) =>
    new Waivers([{ ...waiver, ...change }], today).problems(new Set());

  it("is taken by the pack, which cannot know what it is for", () => {
    expect(problems({})).toEqual([]);
  });

  it("is refused by the pack once it has ended, or where it would stand for long", () => {
    expect(problems({ until: "2027-02-28" })).toEqual([
      "the waiver of stateful-resource-kept on database-instance has ended",
    ]);
    expect(problems({ until: "2027-03-16" })).toEqual([
      "the waiver of stateful-resource-kept on database-instance ends more than 14 days ahead",
    ]);
  });
});

describe("what users may feel", () => {
  const says = (op: string, type: string, ...diffs: string[]) =>
    judgePlan(planning(step(op, type, "a", { diffs })), [], today).interrupting.length;

  it.each([
    ["update", "aws:rds/instance:Instance", ["instanceClass"], 1],
    ["update", "aws:rds/instance:Instance", ["tags"], 0],
    ["update", "aws:elasticache/replicationGroup:ReplicationGroup", ["nodeType"], 1],
    ["update", "aws:rds/clusterInstance:ClusterInstance", ["tags"], 0],
    ["update", "aws:rds/clusterInstance:ClusterInstance", ["instanceClass"], 1],
    ["replace", "aws:lb/loadBalancer:LoadBalancer", ["name"], 1],
    ["update", "aws:lb/loadBalancer:LoadBalancer", ["tags"], 0],
    ["create", "aws:ecs/service:Service", [], 0],
    ["delete", "aws:ecs/service:Service", [], 1],
    ["replace", "aws:ecs/taskDefinition:TaskDefinition", ["containerDefinitions"], 0],
  ] as const)("of the %s of %s in %j is told %i times, and refused never", (op, type, diffs, count) => {
    expect(says(op, type, ...diffs)).toBe(count);
    expect(refused(planning(step(op, type, "a", { diffs: [...diffs] })), [], today)).toEqual([]);
  });
});

describe("the table of a plan", () => {
  const text = (name: string, colour = false) => {
    const plan = planIn(name);
    return summary(plan, judgePlan(plan, [], today), painter(colour), 110);
  };

  it("counts, lists, and says what is refused and how to go on", () => {
    expect(text("release")).toEqual([
      "Plan  1 to update, 1 to replace",
      "  ± replace scraper-definition  aws:ecs/taskDefinition:TaskDefinition  containerDefinitions",
      "  ~ update  scraper-service  aws:ecs/service:Service  taskDefinition",
    ]);
    const lines = text("database-renamed").join("\n").replaceAll(/\s+/g, " ");
    expect(lines).toContain("✘ database-instance: replace: it holds the product's data");
    expect(lines).toContain("AWS cannot change dbName in place");
    expect(lines).toContain("a waiver of `stateful-resource-kept` for this resource");
  });

  it("shows what holds data in red, and says the same without colour", () => {
    const red = text("database-renamed", true).filter((line) => line.includes("\u001b[31m"));
    expect(red.map(stripVTControlCharacters)[0]).toMatch(/^ {2}± replace database-instance/);
    expect(text("database-renamed", true).map(stripVTControlCharacters)).toEqual(text("database-renamed"));
  });

  it("lists twenty changes and counts the others", () => {
    const many = planning(
      ...Array.from({ length: 25 }, (_, at) => step("update", "aws:sqs/queue:Queue", `q${at}`)),
    );
    const lines = summary(many, judgePlan(many, [], today), painter(false), 110);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe("    and 5 more changes");
  });

  it("of nothing says so", () => {
    expect(summary([], judgePlan([], [], today), painter(false), 110)).toEqual(["Plan  nothing changes"]);
  });
});

it("drift is each resource with what differs", () => {
  const plan = planning(
    step("create", "aws:s3/bucket:Bucket", "a"),
    step("update", "aws:s3/bucket:Bucket", "b", { diffs: ["acl", "tags"] }),
    step("delete", "aws:s3/bucket:Bucket", "c"),
  );
  expect(drifted(plan)).toEqual([
    "  ✘ a  aws:s3/bucket:Bucket: is gone",
    "  ✘ b  aws:s3/bucket:Bucket: acl tags",
    "  ✘ c  aws:s3/bucket:Bucket: is no longer declared",
  ]);
});

it("the rule cites rows that exist", () => {
  expect(statefulKept.requirements.filter((id) => !isRequirement(id))).toEqual([]);
});
