import { managed, statement, statements } from "./documents.ts";
import { add, disconnect, type Mutation, set } from "./mutation.ts";

const role = (name: string) => ({ type: "aws:iam/role:Role", name: new RegExp(`^${name}$`) });
const inline = (name: string) => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: new RegExp(`^${name}-policy$`),
});
const deploy = role("pipeline-deploy-role");
const deployPolicies = /^pipeline-deploy-policy-\d+$/;
const operate = role("pipeline-operate-role");
const operatePolicies = /^pipeline-operate-policy-\d+$/;
const firstPolicy = { type: "aws:iam/policy:Policy", name: /^pipeline-deploy-policy-1$/ };
const attached = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  name: /^pipeline-deploy-policy-1-attached$/,
};
const issuer = "token.actions.githubusercontent.com";
const audience = { [`${issuer}:aud`]: "sts.amazonaws.com" };

const trusting = (Condition: object) =>
  statements(deploy, "assumeRolePolicy", (entries) => entries.map((entry) => ({ ...entry, Condition })));
const taking = (subject: string) =>
  trusting({ StringEquals: audience, StringLike: { [`${issuer}:sub`]: subject } });
const allowing = (of: string, entry: object) =>
  statements(inline(of), "policy", (entries) => [...entries, { Effect: "Allow", ...entry }]);

export const identityMutations: readonly Mutation[] = [
  {
    title: "a token that was made for another service deploys",
    requirement: "G07",
    change: trusting({ StringEquals: { [`${issuer}:sub`]: "repo:acme/shop:environment:production" } }),
  },
  {
    title: "a token that names no service deploys",
    requirement: "G07",
    change: trusting({
      StringEquals: { [`${issuer}:sub`]: "repo:acme/shop:environment:production" },
      StringEqualsIfExists: audience,
    }),
  },
  { title: "every repository deploys", requirement: "G07", change: trusting({ StringEquals: audience }) },
  { title: "every repository of an owner deploys", requirement: "G07", change: taking("repo:acme/*") },
  { title: "every branch deploys", requirement: "G07", change: taking("repo:acme/shop:*") },
  {
    title: "every job but one deploys",
    requirement: "G07",
    change: trusting({
      StringEquals: audience,
      StringNotEquals: { [`${issuer}:sub`]: "repo:acme/shop:environment:production" },
    }),
  },
  {
    title: "a deployment hands on any role",
    requirement: "G07",
    change: managed(deployPolicies, "iam:PassRole", (entry) => ({
      ...entry,
      Resource: "arn:aws:iam::111122223333:role/*",
    })),
  },
  {
    title: "a deployment hands roles to any service",
    requirement: "G07",
    change: managed(deployPolicies, "iam:PassRole", ({ Condition: _, ...entry }) => entry),
  },
  {
    title: "every branch tries the stack, and writes down what came of it",
    requirement: "G07",
    change: statements(operate, "assumeRolePolicy", (entries) =>
      entries.map((entry) => ({
        ...entry,
        Condition: { StringEquals: audience, StringLike: { [`${issuer}:sub`]: "repo:acme/shop:*" } },
      })),
    ),
  },
  {
    title: "a restore drill hands on any role",
    requirement: "G07",
    change: managed(operatePolicies, "iam:PassRole", (entry) => ({
      ...entry,
      Resource: "arn:aws:iam::111122223333:role/*",
    })),
  },
  {
    title: "a trial reads every secret",
    requirement: "G07",
    change: managed(operatePolicies, "secretsmanager:GetSecretValue", (entry) => ({
      ...entry,
      Resource: "*",
    })),
  },
  {
    title: "a trial opens everything with any key",
    requirement: "G07",
    change: managed(operatePolicies, "kms:Decrypt", ({ Condition: _, ...entry }) => entry),
  },
  {
    title: "the pipeline may rewrite its own role",
    requirement: "G07",
    change: statements(firstPolicy, "policy", (entries) => entries.filter(({ Sid }) => Sid !== "NotItself")),
  },
  {
    title: "the pipeline is an administrator",
    requirement: "G07",
    change: set(attached, { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
  },
  {
    title: "the pipeline may do everything with roles",
    requirement: "G07",
    change: managed(deployPolicies, "iam:PutRolePolicy", (entry) => ({ ...entry, Action: "iam:*" })),
  },
  {
    title: "anyone may be a service",
    requirement: "G07",
    change: statements(role("api-task-role"), "assumeRolePolicy", (entries) =>
      entries.map((entry) => ({ ...entry, Principal: "*" })),
    ),
  },
  {
    title: "a service's role can be taken from another account",
    requirement: "G07",
    change: statements(role("api-task-role"), "assumeRolePolicy", (entries) =>
      entries.map((entry) => ({ ...entry, Principal: { AWS: "arn:aws:iam::999988887777:root" } })),
    ),
  },
  ...["api-task-role", "restarting-procedure-role", "restarting-start-role", "database-proxy-role"].map(
    (name): Mutation => ({
      title: `AWS may take the ${name} for a stranger`,
      requirement: "G07",
      change: statements(role(name), "assumeRolePolicy", (entries) =>
        entries.map(({ Condition: _, ...entry }) => entry),
      ),
    }),
  ),
  {
    title: "the restarter reads every secret",
    requirement: "G07",
    change: statement(inline("restart"), "secretsmanager:GetSecretValue", (entry) => ({
      ...entry,
      Resource: "*",
    })),
  },
  {
    title: "the restarter restarts what it likes",
    requirement: "G07",
    change: statement(inline("restart"), "ecs:UpdateService", (entry) => ({ ...entry, Resource: "*" })),
  },
  {
    title: "a function opens everything with any key",
    requirement: "G07",
    change: statement(inline("values"), "kms:Decrypt", ({ Condition: _, ...entry }) => entry),
  },
  {
    title: "a function relies on a key that has no such name",
    requirement: "G07",
    change: statement(inline("values"), "kms:Decrypt", ({ Condition, ...entry }) => ({
      ...entry,
      Condition: {
        ...(Condition as object),
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/elsewhere-secrets" },
      },
    })),
  },
  {
    title: "a function may do everything in S3",
    requirement: "G07",
    change: allowing("vitals", { Action: "s3:*", Resource: "arn:aws:s3:::reports/*" }),
  },
  {
    title: "a function may do all but a little",
    requirement: "G07",
    change: allowing("vitals", { NotAction: "iam:*", Resource: "arn:aws:s3:::reports/*" }),
  },
  {
    title: "a function may do one thing everywhere but in one place",
    requirement: "G07",
    change: allowing("vitals", { Action: "s3:GetObject", NotResource: "arn:aws:s3:::reports/*" }),
  },
  {
    title: "a function may write its own rights",
    requirement: "G07",
    change: allowing("values", {
      Action: "iam:PutRolePolicy",
      Resource: "arn:aws:iam::111122223333:role/prospector-production-*",
    }),
  },
  {
    title: "the program makes a key that works from anywhere",
    requirement: "C02",
    change: add(deploy, {
      type: "aws:iam/accessKey:AccessKey",
      name: "mailer-key",
      inputs: { user: "mailer" },
    }),
  },
  {
    title: "a service's role says nobody who may take it",
    requirement: "G07",
    change: disconnect(role("api-task-role"), "assumeRolePolicy", undefined),
  },
];
