import { RunError } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { Grant, Needs, Scope } from "../../components/identity/actions/scope.ts";
import { needsOf, table } from "../../components/identity/actions/table.ts";
import { documentsOf, statementsOf } from "../../components/identity/compile.ts";
import { type Decision, decide, examplesOf } from "./decide.ts";

const scope: Scope = {
  place: {
    prefix: "shop-production",
    account: "111122223333",
    region: "eu-central-1",
    partition: "aws",
    permissionsBoundary: "arn:aws:iam::111122223333:policy/limits",
  },
  product: "shop",
  environment: "production",
  regions: ["eu-central-1", "eu-west-1"],
  zoneIds: ["Z0SHOP"],
};
const grantsOf = ({ read, write }: Needs): readonly Grant[] => [...read, ...write];

/** A context in which a grant's condition holds. */
const fulfilled = ({ when = {} }: Grant): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(when)
      .filter(([operator]) => operator !== "Null")
      .flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, value]): [string, string | string[]] => {
          const values = [value].flat();
          return [key, operator.startsWith("ForAnyValue") ? values : String(values[0])];
        }),
      ),
  );

/** Whether AWS knows the action on such a resource, with such a condition. */
async function holds(grant: Grant, action: string, on: string): Promise<boolean> {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: action, Resource: on, ...(grant.when && { Condition: grant.when }) },
    ],
  });
  for (const resource of examplesOf(on)) {
    const decision = await decide([policy], { action, resource, context: fulfilled(grant) }).catch(ambiguous);
    if (decision === "Allowed") return true;
  }
  return false;
}

/** AWS Backup's recovery points have an ARN that any other fits. */
function ambiguous(error: Error): Decision | undefined {
  return error.message.includes("multiple.resource.types") ? "Allowed" : undefined;
}

/** The reference has the older balancers' tagging only; the newer ones' covers listeners, rules and target groups. */
const olderReference = /^elasticloadbalancing:(Add|Remove)Tags$/;

describe("what a type of resource needs", () => {
  it.each(Object.entries(table(scope)))(
    "%s: real actions on real resources, under conditions that AWS evaluates",
    async (_, needs) => {
      const wrong: string[] = [];
      for (const grant of grantsOf(needs)) {
        const useful = new Set<string>();
        for (const action of grant.actions) {
          const known = [];
          for (const on of grant.on) if (await holds(grant, action, on)) known.push(on);
          for (const on of known) useful.add(on);
          if (known.length === 0 && !olderReference.test(action))
            wrong.push(`${action} on ${grant.on.join()}`);
        }
        wrong.push(...grant.on.filter((on) => !useful.has(on)).map((on) => `nothing needs ${on}`));
      }
      expect(wrong).toEqual([]);
    },
  );

  it("stays with the stack's names, or its tags, or its regions where IAM knows neither", () => {
    const loose = Object.values(table(scope))
      .flatMap(grantsOf)
      .filter(({ on, when }) => on.includes("*") && !when)
      .map(({ actions }) => actions.join());
    expect(loose).toEqual([]);
  });

  it("never includes to delete what keeps data, to read a value or a file, or a right to everything", () => {
    const forbidden =
      /^(kms:(ScheduleKeyDeletion|DisableKey|DeleteAlias)|rds:DeleteDB(Instance|Cluster)|s3:(DeleteBucket|GetObject|DeleteObject)|secretsmanager:(DeleteSecret|GetSecretValue|PutSecretValue)|elasticache:DeleteReplicationGroup|backup:DeleteBackupVault(LockConfiguration)?|iam:(CreateUser|CreateAccessKey|CreatePolicy|CreatePolicyVersion))$|\*/;
    const actions = Object.values(table(scope))
      .flatMap(grantsOf)
      .flatMap((grant) => grant.actions);
    expect(actions.filter((action) => forbidden.test(action))).toEqual([]);
  });

  it("is known for every type, or the preview stops and says which has no line", () => {
    expect(() => needsOf(scope, ["aws:ecs/cluster:Cluster", "aws:ec2/instance:Instance"])).toThrow(
      new RunError(
        "the pipeline's roles are made from components/identity/actions, which has no line for aws:ec2/instance:Instance",
      ),
    );
  });
});

describe("grants", () => {
  const on = ["arn:b", "arn:a"];

  it("that differ in their actions only become one statement, whatever their order", () => {
    const grants: Grant[] = [
      { actions: ["s3:PutObject"], on },
      { actions: ["s3:GetObject", "s3:PutObject"], on: ["arn:a", "arn:b"] },
      { actions: ["s3:GetObject"], on, when: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } } },
    ];
    expect(statementsOf(grants)).toEqual([
      {
        Sid: "Allow1",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: ["arn:a", "arn:b"],
      },
      {
        Sid: "Allow2",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: ["arn:a", "arn:b"],
        Condition: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } },
      },
    ]);
    expect(statementsOf([...grants].reverse())).toEqual(statementsOf(grants));
  });

  const long = (size: number, count: number) =>
    statementsOf(
      Array.from({ length: count }, (_, at) => ({
        actions: ["s3:GetObject"],
        on: [`arn:${at}${"x".repeat(size)}`],
      })),
    );

  it("fill one policy after another, each no longer than IAM takes", () => {
    const documents = documentsOf("deploy", long(2500, 5));
    expect(documents.map((text) => JSON.parse(text).Statement.length)).toEqual([2, 2, 1]);
    for (const text of documents) expect(text.length).toBeLessThanOrEqual(6144);
  });

  it("that do not fit are an error, not a policy that AWS refuses halfway", () => {
    expect(() => documentsOf("deploy", long(6144, 1))).toThrow(
      /^deploy: one statement alone has \d+ characters; IAM takes 6144$/,
    );
    expect(() => documentsOf("deploy", long(6000, 11))).toThrow(
      new RunError("deploy would carry 11 policies; IAM takes 10 on a role"),
    );
  });
});
