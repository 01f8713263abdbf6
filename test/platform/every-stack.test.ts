import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { rotationSource } from "../../components/secrets/rotation-policy.ts";
import { settings as cacheCredentials } from "../../functions/cache-credentials/settings.ts";
import { settings as databaseCredentials } from "../../functions/database-credentials/settings.ts";
import { settings as migration } from "../../functions/migration/settings.ts";
import { settings as providers } from "../../functions/providers/settings.ts";
import { settings as queues } from "../../functions/queues/settings.ts";
import { settings as restart } from "../../functions/restart/settings.ts";
import { settings as restoreCheck } from "../../functions/restore-check/settings.ts";
import { settings as secretsCheck } from "../../functions/secrets-check/settings.ts";
import { canaryKey } from "../../functions/shared/heartbeat.ts";
import { rotatedSource, rotatedType } from "../../functions/shared/rotation/rotated.ts";
import { settings as smoke } from "../../functions/smoke/settings.ts";
import { settings as values } from "../../functions/values/settings.ts";
import { settings as vitals } from "../../functions/vitals/settings.ts";
import { configOf } from "../config/config-of.ts";
import type { Declared, Plan } from "./declare.ts";
import { everyStack, platform, platformOf, products } from "./platforms.ts";
import { rolesOutside } from "./roles.ts";

/** What each function reads at its start, by its resource. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  "cache-credentials-function": cacheCredentials,
  "database-credentials-function": databaseCredentials,
  "migration-function": migration,
  "providers-function": providers,
  "queues-function": queues,
  "restart-function": restart,
  "restore-check-function": restoreCheck,
  "secrets-check-function": secretsCheck,
  "smoke-function": smoke,
  "values-function": values,
  "vitals-function": vitals,
};

async function settingsOf({ inputs }: Declared): Promise<unknown> {
  if (!(inputs.code instanceof pulumi.asset.AssetArchive)) throw new Error("its code is no archive");
  const { "settings.json": file } = await inputs.code.assets;
  if (!(file instanceof pulumi.asset.StringAsset)) throw new Error("no settings travel with its code");
  return JSON.parse(await file.text);
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly ArnNotEquals: { readonly "aws:PrincipalArn": readonly string[] } };
}
const statementsOf = ({ inputs }: Declared): readonly Statement[] =>
  JSON.parse(String(inputs.policy)).Statement;

/** By secret, the roles that its own policy does not refuse. */
const namedReaders = (plan: Plan): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    plan.declared
      .filter(({ type }) => type === "aws:secretsmanager/secretPolicy:SecretPolicy")
      .map((policy) => [
        policy.uses("secretArn").join(),
        statementsOf(policy).flatMap(({ Condition }) =>
          (Condition?.ArnNotEquals["aws:PrincipalArn"] ?? []).map((arn) => arn.split("/").at(-1) ?? ""),
        ),
      ]),
  );

/** By secret, the roles whose own policies allow them to read it. */
function allowedReaders(plan: Plan): Readonly<Record<string, readonly string[]>> {
  const nameOf = (role: string) => String(plan.get("aws:iam/role:Role", role).inputs.name);
  const attachments = plan.declared.filter(
    ({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  );
  const holders = ({ type, inputs, uses }: Declared): readonly string[] =>
    type === "aws:iam/policy:Policy"
      ? attachments
          .filter((one) => String(one.inputs.policyArn).endsWith(`:policy/${inputs.name}`))
          .flatMap((one) => one.uses("role"))
      : uses("role");
  const readings = plan.declared
    .filter(({ type }) => ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"].includes(type))
    .flatMap((policy) =>
      statementsOf(policy)
        .filter(({ Effect, Action }) => Effect === "Allow" && [Action].flat().includes(reading))
        .flatMap(({ Resource }) => [Resource].flat())
        .map((on) => ({ on, role: holders(policy).map(nameOf).join() })),
    );
  return Object.fromEntries(
    plan.declared
      .filter(({ type }) => type === "aws:secretsmanager/secret:Secret")
      .map(({ name, inputs }) => [
        name,
        readings
          .filter(({ on }) => on.endsWith(`:secret:${inputs.name}-??????`))
          .map(({ role }) => role)
          .sort(),
      ]),
  );
}
const reading = "secretsmanager:GetSecretValue";

describe.each(everyStack)("$product in $stack", ({ product, stack }) => {
  const resolved = () => platform(stack, "resolved", product);

  it("tells every function what it expects to be told", async () => {
    const functions = (await resolved()).declared.filter(
      ({ type }) => type === "aws:lambda/function:Function",
    );
    const needed = configOf(stack, product);
    const caches = Object.keys(needed.caches).length > 0;
    const asked = Object.keys(needed.providers).length > 0;
    const working = Object.values(needed.services).some(({ kind }) => kind === "worker");
    expect(functions.map(({ name }) => name).sort()).toEqual(
      Object.keys(schemas).filter(
        (name) =>
          (caches || name !== "cache-credentials-function") &&
          (working || name !== "queues-function") &&
          (asked || name !== "providers-function"),
      ),
    );
    for (const one of functions) {
      const read = schemas[one.name]?.safeParse(await settingsOf(one));
      expect([one.name, read?.error?.issues]).toEqual([one.name, undefined]);
      const { namespace } = z.object({ namespace: z.string().optional() }).parse(await settingsOf(one));
      if (namespace !== undefined)
        expect(one.inputs.environment).toMatchObject({
          variables: { POWERTOOLS_METRICS_NAMESPACE: namespace },
        });
    }
  });

  it("lets exactly those roles read a secret that the secret lets in (G07)", async () => {
    const plan = await resolved();
    const named = namedReaders(plan);
    expect(Object.keys(named).length).toBeGreaterThan(5);
    expect(Object.values(named).filter((roles) => roles.length === 0)).toEqual([]);
    expect(named).toEqual(allowedReaders(plan));
  });

  it("has the maker of logins ask RDS who owns its own database, and no other, once that stands", async () => {
    const plan = await resolved();
    const maker = plan.get("aws:lambda/function:Function", "database-credentials-function");
    const { owner } = databaseCredentials.parse(await settingsOf(maker));
    const [type, name, kind, action] =
      owner.engine === "postgres"
        ? (["aws:rds/instance:Instance", "database-instance", "db", "rds:DescribeDBInstances"] as const)
        : (["aws:rds/cluster:Cluster", "database-cluster", "cluster", "rds:DescribeDBClusters"] as const);
    const { identifier, clusterIdentifier } = plan.get(type, name).inputs;
    const { account, region, database } = configOf(stack, product);

    expect([owner.engine, owner.identifier]).toEqual([database.engine, identifier ?? clusterIdentifier]);
    expect(maker.uses("code")).toContain(name);
    expect(
      statementsOf(plan.get("aws:iam/rolePolicy:RolePolicy", "database-credentials-policy")).filter(
        ({ Action }) => [Action].flat().some((one) => one.startsWith("rds:")),
      ),
    ).toEqual([
      {
        Sid: "FindOwner",
        Effect: "Allow",
        Action: action,
        Resource: `arn:aws:rds:${region}:${account}:${kind}:${owner.identifier}`,
      },
    ]);
  });
});

describe("what the functions and the stack must call alike", () => {
  const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
  const allowedOn = (plan: Plan, policy: string, action: string): readonly string[] =>
    statementsOf(plan.get(rolePolicy, policy))
      .filter(({ Action }) => [Action].flat().includes(action))
      .flatMap(({ Resource }) => [Resource].flat());

  it("every secret of which the restart is told is one that it may ask about (G08)", async () => {
    const plan = await platform("production", "resolved");
    const told = restart.parse(
      await settingsOf(plan.get("aws:lambda/function:Function", "restart-function")),
    );
    const asked = allowedOn(plan, "restart-policy", "secretsmanager:DescribeSecret");

    const names = Object.keys(told.secrets);
    expect(names).toContain("SUPABASE_JWT_SECRET"); // it has no probe, and its version is asked for all the same
    expect(names.filter((id) => !asked.some((arn) => arn.endsWith(`/${id}-??????`)))).toEqual([]);
  });

  it("the event of a rotation is the one that begins the restart", async () => {
    const plan = await platform("production");
    const { inputs } = plan.get("aws:cloudwatch/eventRule:EventRule", "restarting-rule");

    expect(JSON.parse(String(inputs.eventPattern))).toMatchObject({
      source: [rotatedSource],
      "detail-type": [rotatedType],
    });
    expect(rotationSource).toBe(rotatedSource);
  });

  it("a canary is left where the restore check looks for it, and nowhere else", async () => {
    const plan = await platform("production");
    const outside = (policy: string, action: string) =>
      allowedOn(plan, policy, action).filter((arn) => !arn.endsWith(`/${canaryKey}`));

    expect(allowedOn(plan, "vitals-policy", "s3:PutObject")).not.toEqual([]);
    expect(outside("vitals-policy", "s3:PutObject")).toEqual([]);
    expect(outside("restore-check-policy", "s3:GetObject")).toEqual([]);
  });
});

describe("a permissions boundary", () => {
  const boundary = "arn:aws:iam::111122223333:policy/limits";

  it.each(products)("is on every role of %s where it is configured", async (product) => {
    const plan = await platformOf({ ...configOf("production", product), permissionsBoundary: boundary });

    expect(plan.all("aws:iam/role:Role").length).toBeGreaterThan(20);
    expect(rolesOutside(plan, boundary)).toEqual([]);
  });

  it("is on none where it is not", async () => {
    const roles = (await platform("production")).all("aws:iam/role:Role");

    expect(roles.filter((role) => "permissionsBoundary" in role)).toEqual([]);
  });
});
