import type { Facts, Stack } from "../data-map/facts.ts";
import { bucketType } from "./beside.ts";
import type { Link } from "./model.ts";
import { placeIn } from "./network.ts";
import { balancerType, distributionType, functionType } from "./parts.ts";
import { cacheType, clusterType, instanceType, proxyType } from "./stores.ts";
import { definitionType, oneOff, scheduled, serviceType } from "./tasks.ts";

/** Who speaks to whom, from the plan: listeners, admitted security groups, policies of roles, addresses in tasks. */
export function linksOf(stack: Stack): Link[] {
  const links = [
    ...fromOutside(stack),
    ...admitted(stack),
    ...fromTasks(stack),
    ...byPolicy(stack),
    ...copied(stack),
    ...called(stack),
  ];
  const loud = links.filter(({ quiet }) => !quiet);
  const known = new Set(loud.map(({ from, to }) => `${from}\n${to}`));
  const quiet = links.filter((link) => link.quiet && !known.has(`${link.from}\n${link.to}`));
  return [...new Map([...loud, ...quiet].map((link) => [`${link.from}\n${link.to}`, link])).values()].filter(
    ({ from, to }) => from !== to,
  );
}

/** The world comes through a firewall where there is one. */
function fromOutside(stack: Stack): Link[] {
  const [front] = stack.all("aws:wafv2/webAclAssociation:WebAclAssociation");
  const acls = stack.all("aws:wafv2/webAcl:WebAcl").map(({ name }) => name);
  const through = (acl: string | undefined, to: string): Link[] =>
    acl === undefined
      ? [{ from: "visitors", to }]
      : [
          { from: "visitors", to: acl },
          { from: acl, to },
        ];
  return [
    ...stack.all(distributionType).flatMap((cdn) => [
      ...through(
        cdn.uses("webAclId").find((name) => acls.includes(name)),
        cdn.name,
      ),
      ...stack
        .all(bucketType, balancerType)
        .filter(({ name }) => cdn.uses("origins").includes(name))
        .map(({ name, type }) => ({
          from: cdn.name,
          to: name,
          ...(type === balancerType ? { says: "/api/" } : {}),
        })),
    ]),
    ...stack.all(balancerType).flatMap(({ name }) =>
      through(
        front?.uses("webAclArn").find((acl) => acls.includes(acl)),
        name,
      ),
    ),
  ];
}

/** The part that a security group belongs to: what was put into it. */
function membersOf(stack: Stack, group: string): readonly string[] {
  const by: Readonly<Record<string, string>> = {
    [serviceType]: "networkConfiguration",
    [balancerType]: "securityGroups",
    [proxyType]: "vpcSecurityGroupIds",
    [instanceType]: "vpcSecurityGroupIds",
    [clusterType]: "vpcSecurityGroupIds",
    [cacheType]: "securityGroupIds",
  };
  const functions = stack.all(functionType).filter((one) => one.uses("vpcConfig").includes(group));
  return [
    ...Object.entries(by).flatMap(([type, property]) =>
      stack
        .all(type)
        .filter((one) => one.uses(property).includes(group))
        .map(({ name }) => name),
    ),
    ...functions.map((one) => `functions ${placeIn(stack, one.uses("vpcConfig")) ?? ""}`),
  ];
}

function admitted(stack: Stack): Link[] {
  return stack.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").flatMap((rule) =>
    rule.uses("referencedSecurityGroupId").flatMap((source) =>
      membersOf(stack, source).flatMap((from) =>
        rule.uses("securityGroupId").flatMap((group) =>
          membersOf(stack, group).map((to): Link => {
            const careful = from.startsWith("functions ");
            return { from, to, ...(careful ? { quiet: true } : {}) };
          }),
        ),
      ),
    ),
  );
}

/** Tasks that nobody serves are in no service's group: the addresses in their containers tell. */
function fromTasks(stack: Stack): Link[] {
  const stores = stack.all(proxyType, instanceType, clusterType, cacheType).map(({ name }) => name);
  const jobs = scheduled(stack);
  const to = (from: string, tasks: readonly Facts[]): Link[] =>
    tasks
      .flatMap((task) => task.uses("containerDefinitions"))
      .filter((name) => stores.includes(name))
      .map((name) => ({ from, to: name, quiet: true }));
  return [...to("jobs", jobs), ...to("tasks", oneOff(stack, jobs))];
}

/** Buckets and e-mail are reached by a role's policy. */
function byPolicy(stack: Stack): Link[] {
  const policies = stack.all("aws:iam/rolePolicy:RolePolicy");
  const [sender] = stack.all("aws:sesv2/emailIdentity:EmailIdentity");
  return stack.all(serviceType).flatMap((service) => {
    const roles = stack
      .behind(service, "taskDefinition", definitionType)
      .flatMap((task) => task.uses("taskRoleArn"));
    const texts = policies
      .filter((policy) => policy.uses("role").some((role) => roles.includes(role)))
      .map((policy) => policy.text("policy") ?? "");
    const buckets = stack.all(bucketType).filter((bucket) => {
      const name = bucket.text("bucket");
      return name !== undefined && texts.some((text) => text.includes(`:::${name}`));
    });
    const mails = sender && texts.some((text) => text.includes("ses:SendEmail"));
    return [
      ...buckets.map(({ name }) => ({ from: service.name, to: name })),
      ...(mails ? [{ from: service.name, to: sender.name }] : []),
    ];
  });
}

function copied(stack: Stack): Link[] {
  const vaults = stack.all("aws:backup/vault:Vault");
  const [own] = vaults.filter((vault) => vault.text("region") === undefined);
  if (!own || stack.all("aws:backup/plan:Plan").length === 0) return [];
  return [
    ...stack
      .all(instanceType, clusterType)
      .map(({ name }): Link => ({ from: name, to: own.name, says: "daily", quiet: true })),
    ...vaults
      .filter((vault) => vault !== own)
      .map(({ name }): Link => ({ from: own.name, to: name, quiet: true })),
  ];
}

function called(stack: Stack): Link[] {
  const has = (type: string) => stack.all(type).length > 0;
  const alarms = has("aws:cloudwatch/metricAlarm:MetricAlarm");
  return [
    ...(alarms && has("aws:sns/topicSubscription:TopicSubscription")
      ? [{ from: "alarms", to: "people", says: "pages, tickets" }]
      : []),
    ...(alarms && has("aws:synthetics/canary:Canary")
      ? [{ from: "probes", to: "alarms", quiet: true as const }]
      : []),
    ...(alarms && has("aws:cloudwatch/logGroup:LogGroup")
      ? [{ from: "logs", to: "alarms", quiet: true as const }]
      : []),
  ];
}
