import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { Balancer } from "../../components/edge/balancer.ts";
import { Delivery } from "../../components/run/delivery.ts";
import { settings as restart } from "../../functions/restart/settings.ts";
import { inOrder } from "../../stacks/services.ts";
import { configOf } from "../config/config-of.ts";
import { decide } from "./decide.ts";
import { declare, type Plan } from "./declare.ts";
import { everyStack, platform } from "./platforms.ts";

const place = { prefix: "shop-staging", account: "111122223333", region: "eu-central-1", partition: "aws" };

describe("what ECS may do while it deploys", () => {
  it("is ours alone, and holds where ECS does not say for whom it asks: no deployment would begin otherwise", async () => {
    const plan = await declare(() => new Delivery("delivery", { place, hooks: ["arn:smoke"] }));
    for (const name of ["delivery-shift-role", "delivery-hook-role"]) {
      const { assumeRolePolicy } = plan.get("aws:iam/role:Role", name).inputs;
      expect(JSON.parse(String(assumeRolePolicy)).Statement).toEqual([
        {
          Sid: "OnlyForUs",
          Effect: "Allow",
          Principal: { Service: "ecs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEqualsIfExists: { "aws:SourceAccount": "111122223333" },
            ArnLikeIfExists: { "aws:SourceArn": "arn:aws:ecs:eu-central-1:111122223333:*" },
          },
        },
      ]);
    }
  });
});

describe("CI's role that deploys", () => {
  it("may give the stack's roles each of AWS's own policies that they have, and may break off a deployment", async () => {
    const plan = await platform("production", "resolved");
    const policies = plan
      .all("aws:iam/policy:Policy")
      .filter(({ name }) => String(name).includes("-deploy-"))
      .map(({ policy }) => policy);
    const { account, region } = configOf("production");
    const attached = plan
      .all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .map(({ policyArn }) => String(policyArn))
      .filter((arn) => arn.startsWith("arn:aws:iam::aws:policy/"));
    expect(attached).toContain("arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers");
    for (const arn of attached)
      expect([
        arn,
        await decide(policies, {
          action: "iam:AttachRolePolicy",
          resource: `arn:aws:iam::${account}:role/prospector-production-shift`,
          context: { "iam:PolicyARN": arn },
        }),
      ]).toEqual([arn, "Allowed"]);
    // `sigintRollback`: Ctrl-C gives the traffic back.
    const deployment = `arn:aws:ecs:${region}:${account}:service-deployment/prospector-production/api/abcDEF123`;
    expect(await decide(policies, { action: "ecs:StopServiceDeployment", resource: deployment })).toBe(
      "Allowed",
    );
  });
});

describe("a service that listens on another port", () => {
  it("is reached there and on the one before, until its old tasks are gone", async () => {
    const options: (readonly [string, string[] | undefined])[] = [];
    const note: pulumi.ResourceTransformation = ({ name, type, opts }) => {
      if (type.startsWith("aws:vpc/")) options.push([name, opts.replaceOnChanges]);
      return undefined;
    };
    await declare(() => {
      const parent = new pulumi.ComponentResource(
        "test:index:Parent",
        "parent",
        {},
        { transformations: [note] },
      );
      const args = {
        place,
        vpcId: "vpc-1",
        subnetIds: ["subnet-1"],
        certificateArn: "arn:certificate",
        domain: { zone: "shop.example", zoneId: "Z0SHOPEXAMPLE1" },
        hosts: [],
        accessLogs: { bucket: "logs" },
        testersId: "pl-own",
      };
      new Balancer("balancer", args, { parent }).reach("api", "sg-api", 8000);
    });
    expect(options.map(([name]) => name)).toContain("balancer-reaches-api");
    expect(new Set(options.map(([, ports]) => ports?.join()))).toEqual(new Set(["fromPort,toPort"]));
  });
});

describe("services that call others", () => {
  const uses = (database: boolean, ...services: string[]) => ({ uses: { database, services } });

  it("come after them: a task finds only names that were there before it", () => {
    const services = { web: uses(false, "api"), api: uses(false, "geo"), geo: uses(false) };
    expect(inOrder(services, undefined)).toEqual(["geo", "api", "web"]);
  });

  it("come after whoever migrates where they use the database, also if that one calls them", () => {
    const services = { reports: uses(true), api: uses(true, "reports", "geo"), geo: uses(false, "reports") };
    expect(inOrder(services, "api")).toEqual(["geo", "api", "reports"]);
  });

  it("are all there where they call one another", () => {
    const services = { a: uses(false, "b"), b: uses(false, "c"), c: uses(false, "a") };
    expect(inOrder(services, undefined)).toEqual(["c", "b", "a"]);
  });

  it("wait for their deployment, and keep the order of the file otherwise", async () => {
    const config = configOf("production", "examples/dashboards");
    const plan = await platform("production", "preview", "examples/dashboards");
    const callers = Object.entries(config.services).filter(([, { uses }]) => uses.services.length > 0);
    expect(callers.length).toBeGreaterThan(0);
    for (const [id, { uses }] of callers)
      for (const called of uses.services)
        expect(plan.get("aws:ecs/service:Service", `${id}-service`).after).toContain(`${called}-service`);
    const { services } = configOf("production");
    expect(inOrder(services, "api")).toEqual(["api", ...Object.keys(services).filter((id) => id !== "api")]);
  });
});

describe.each(everyStack)("the restart after a rotation, in $stack of $product", ({ stack, product }) => {
  const machine = (plan: Plan) =>
    JSON.parse(String(plan.get("aws:sfn/stateMachine:StateMachine", "restarting-machine").inputs.definition));

  it("is given as long as the engine gives the same deployments, twice each, and never more steps than fit", async () => {
    const plan = await platform(stack, "resolved", product);
    const { code } = plan.get("aws:lambda/function:Function", "restart-function").inputs;
    if (!(code instanceof pulumi.asset.AssetArchive)) throw new Error("its code is no archive");
    const { "settings.json": file } = await code.assets;
    if (!(file instanceof pulumi.asset.StringAsset)) throw new Error("no settings travel with its code");
    const { rolloutMinutes, everySeconds } = restart.parse(JSON.parse(await file.text));

    const engine = plan.declared
      .filter(({ type }) => type === "aws:ecs/service:Service")
      .map(({ name, updateSeconds }) => [name.replace(/-service$/, ""), updateSeconds / 60]);
    expect(Object.entries(rolloutMinutes).sort()).toEqual(engine.sort());
    const seconds = machine(plan).TimeoutSeconds;
    const together = Object.values(rolloutMinutes).reduce((sum, minutes) => sum + minutes, 0);
    expect(seconds).toBeGreaterThanOrEqual(2 * together * 60);
    // Nine events a look, of 25,000 in all.
    expect((seconds / everySeconds) * 9).toBeLessThan(24_000);
  });
});
