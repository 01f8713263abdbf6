import { RunError } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { document } from "../../components/document.ts";
import type { Grant, Needs, Scope } from "../../components/identity/actions/scope.ts";
import { needsOf, table } from "../../components/identity/actions/table.ts";
import { statementsOf } from "../../components/identity/compile.ts";
import { type Fitted, fitted } from "../../components/identity/fitting.ts";
import { covers } from "../../policy/reading/document.ts";
import { untiedActions } from "../../policy/reading/untied-actions.ts";
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
  keyAliases: ["alias/shop-production-data"],
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

/**
 * The reference has the older balancers' tagging only; the newer ones' covers listeners, rules and target groups. It ties
 * the end of a delivery source to destinations; "Logging that requires additional permissions [V2]" ties it to sources.
 */
const otherwiseThere = /^(elasticloadbalancing:(Add|Remove)Tags|logs:DeleteDeliverySource)$/;

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
          if (known.length === 0 && !otherwiseThere.test(action))
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

  it("is about everything only where the pack knows that IAM ties an action to nothing", () => {
    const free = (action: string) => untiedActions.some((pattern) => covers(pattern, action));
    const loose = Object.values(table(scope))
      .flatMap(grantsOf)
      .filter(({ on }) => on.includes("*"))
      .flatMap(({ actions }) => actions);
    expect(loose.filter((action) => !free(action))).toEqual([]);
  });

  it("never includes to delete what keeps data, to read a value or a file, or a right to everything", () => {
    const forbidden =
      /^(kms:(ScheduleKeyDeletion|DisableKey|DeleteAlias)|rds:DeleteDB(Instance|Cluster)|s3:(DeleteBucket|GetObject|DeleteObject)|secretsmanager:(DeleteSecret|GetSecretValue|PutSecretValue)|elasticache:DeleteReplicationGroup|backup:DeleteBackupVault(LockConfiguration)?|iam:(CreateUser|CreateAccessKey|CreatePolicy|CreatePolicyVersion))$|\*/;
    const actions = Object.values(table(scope))
      .flatMap(grantsOf)
      // What probes run on is no data: the pipeline puts it there itself, and takes away what it replaced.
      .filter(({ on }) => !on.every((one) => /:::shop-production-probes-\d+\/code\/\*$/.test(one)))
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
  const inRegion = { StringEquals: { "aws:RequestedRegion": "eu-central-1" } };

  it("that differ in their actions only become one statement, whatever their order", () => {
    const grants: Grant[] = [
      { actions: ["s3:PutObject"], on },
      { actions: ["s3:GetObject", "s3:PutObject"], on: ["arn:a", "arn:b"] },
      { actions: ["s3:GetObject"], on, when: inRegion },
    ];
    expect(statementsOf(grants)).toEqual([
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: ["arn:a", "arn:b"] },
      { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:a", "arn:b"], Condition: inRegion },
    ]);
    expect(statementsOf([...grants].reverse())).toEqual(statementsOf(grants));
  });

  it("that differ in their resources only become one statement", () => {
    expect(
      statementsOf([
        { actions: ["s3:GetObject"], on: ["arn:b"] },
        { actions: ["s3:GetObject"], on: ["arn:a"] },
        { actions: ["s3:GetObject", "s3:PutObject"], on: ["arn:c"] },
      ]),
    ).toEqual([
      { Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:a", "arn:b"] },
      { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:c" },
    ]);
  });

  it("that differ in the service only become one statement, but not those that differ in a tag", () => {
    const given = (key: string, value: string, to: string): Grant => ({
      actions: ["iam:PassRole"],
      on: ["arn:a"],
      when: { StringEquals: { [key]: value, "iam:PassedToService": to } },
    });
    expect(
      statementsOf([
        given("aws:ResourceTag/product", "shop", "lambda"),
        given("aws:ResourceTag/product", "shop", "ecs"),
        given("aws:ResourceTag/product", "bank", "ecs"),
      ]).map(({ Condition }) => Condition?.StringEquals),
    ).toEqual([
      { "aws:ResourceTag/product": "bank", "iam:PassedToService": "ecs" },
      { "aws:ResourceTag/product": "shop", "iam:PassedToService": ["ecs", "lambda"] },
    ]);
  });

  it("allow the same before and after, each action on each resource under each condition", () => {
    const grants = Object.values(table(scope)).flatMap(grantsOf);
    const before = grants.flatMap(({ actions, on: resources, when }) => allowances(actions, resources, when));
    const after = statementsOf(grants).flatMap(({ Action, Resource, Condition }) =>
      allowances([Action].flat(), [Resource ?? []].flat(), Condition),
    );
    expect([...new Set(after)].sort()).toEqual([...new Set(before)].sort());
  });
});

/** One line for each action, resource and service that a request can be for. */
function allowances(
  actions: readonly string[],
  resources: readonly string[],
  when: Grant["when"],
): readonly string[] {
  const conditions = ["iam:AWSServiceName", "iam:PassedToService", "kms:ViaService"].reduce<Grant["when"][]>(
    (list, key) =>
      list.flatMap((one) =>
        [one?.StringEquals?.[key] ?? []].flat().length === 0
          ? [one]
          : [one?.StringEquals?.[key] ?? []]
              .flat()
              .map((value) => ({ ...one, StringEquals: { ...one?.StringEquals, [key]: value } })),
      ),
    [when],
  );
  return actions.flatMap((action) =>
    resources.flatMap((resource) => conditions.map((one) => JSON.stringify([action, resource, one]))),
  );
}

describe("statements", () => {
  const long = (size: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      Effect: "Allow" as const,
      Action: `s3:Action${at}`,
      Resource: `arn:${"x".repeat(size)}`,
    }));
  const counts = (documents: readonly string[]) => documents.map((text) => JSON.parse(text).Statement.length);

  it("go each into the first policy that has room for it, none longer than IAM takes", () => {
    const { managed, inline } = fitted("deploy", [...long(2500, 3), ...long(4500, 1), ...long(900, 1)]);
    expect(counts(managed)).toEqual([3, 1, 1]);
    expect(inline).toBeUndefined();
    for (const text of managed) expect(text.length).toBeLessThanOrEqual(6144);
  });

  it("fill a policy to its last character", () => {
    const room = 6144 - document().length;
    const [alone] = long(0, 1);
    const size = room - JSON.stringify(alone).length;
    const lengths = ({ managed, inline = "" }: Fitted) => [managed.map((text) => text.length), inline.length];
    expect(lengths(fitted("deploy", long(size, 1)))).toEqual([[6144], 0]);
    expect(lengths(fitted("deploy", long(size + 1, 1)))).toEqual([[], 6145]);
  });

  it("that ten policies cannot hold are written into the role itself", () => {
    const { managed, inline } = fitted("deploy", long(6000, 11));
    expect(counts(managed)).toEqual(Array(10).fill(1));
    expect(counts([inline ?? ""])).toEqual([1]);
    expect(String(inline).length).toBeLessThanOrEqual(10_240);
  });

  it("that do not fit there either are an error, not a policy that AWS refuses halfway", () => {
    expect(() => fitted("deploy", long(6000, 12))).toThrow(
      /^deploy would need 12\d{3} characters beside 10 full policies; IAM takes 10240\./,
    );
    expect(() => fitted("deploy", long(6000, 12))).toThrow(RunError);
  });
});
