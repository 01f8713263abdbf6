import { both, type Entry, statement, statements } from "./documents.ts";
import { add, disconnect, edit, type Mutation, remove, set } from "./mutation.ts";

const secret = (name: string) => ({
  type: "aws:secretsmanager/secret:Secret",
  name: new RegExp(`^secrets-${name}$`),
});
const readers = {
  type: "aws:secretsmanager/secretPolicy:SecretPolicy",
  name: /^secrets-OPENAI_API_KEY-readers$/,
};
const rotation = (name: string) => ({
  type: "aws:secretsmanager/secretRotation:SecretRotation",
  name: new RegExp(`^secrets-${name}-rotation$`),
});
const permission = { type: "aws:lambda/permission:Permission", name: /^values-from-secretsmanager$/ };
const rule = { type: "aws:cloudwatch/eventRule:EventRule", name: /^restarting-rule$/ };
const target = { type: "aws:cloudwatch/eventTarget:EventTarget", name: /^restarting-target$/ };
const alarm = (name: RegExp) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name });
const execution = { type: "aws:iam/rolePolicy:RolePolicy", name: /^worker-execution-policy$/ };

const readersOf = (change: (entry: Entry) => Entry) =>
  statements(readers, "policy", (entries) => entries.map(change));
const tags = (name: string, values: Readonly<Record<string, string>>) =>
  edit(secret(name), () => ({ tags: values }));

export const secretMutations: readonly Mutation[] = [
  { title: "a secret refuses nobody", requirement: "G07", change: remove(readers) },
  {
    title: "a secret is open to every role of the account",
    requirement: "G07",
    change: readersOf((entry) => ({
      ...entry,
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } },
    })),
  },
  {
    title: "a secret refuses its readers instead of all others",
    requirement: "G07",
    change: readersOf(({ Condition, ...entry }) => ({
      ...entry,
      Condition: { ArnEquals: (Condition as Entry).ArnNotEquals },
    })),
  },
  {
    title: "a secret refuses others only where they do not use TLS",
    requirement: "G07",
    change: readersOf(({ Condition, ...entry }) => ({
      ...entry,
      Condition: { ...(Condition as Entry), Bool: { "aws:SecureTransport": "false" } },
    })),
  },
  {
    title: "a secret refuses others its deletion, not its value",
    requirement: "G07",
    change: readersOf((entry) => ({ ...entry, Action: "secretsmanager:DeleteSecret" })),
  },
  {
    title: "a secret lets the world in",
    requirement: "G07",
    change: statements(readers, "policy", (entries) => [
      ...entries,
      { Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" },
    ]),
  },
  {
    title: "a secret lets another account in",
    requirement: "G07",
    change: statements(readers, "policy", (entries) => [
      ...entries,
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::999988887777:root" },
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
      },
    ]),
  },
  {
    title: "nothing rotates the database's credentials",
    requirement: "C04",
    change: remove(rotation("DATABASE_URL")),
  },
  {
    title: "the rotation of the cache's credentials is switched off",
    requirement: "G08",
    change: set(rotation("REDIS_URL"), { rotationEnabled: false }),
  },
  {
    title: "credentials are rotated once a year",
    requirement: "G08",
    change: set(rotation("DATABASE_URL"), { rotationRules: { automaticallyAfterDays: 365 } }),
  },
  {
    title: "credentials are rotated once a quarter, by a calendar",
    requirement: "C04",
    change: set(rotation("DATABASE_URL"), {
      rotationRules: { scheduleExpression: "cron(0 8 1 1,4,7,10 ? *)" },
    }),
  },
  {
    title: "a rotation says no period",
    requirement: "C04",
    change: set(rotation("REDIS_URL"), { rotationRules: undefined }),
  },
  {
    title: "Secrets Manager may not invoke the function that makes values",
    requirement: "G08",
    change: remove(permission),
  },
  {
    title: "another service may invoke the function that makes values",
    requirement: "G08",
    change: set(permission, { principal: "events.amazonaws.com" }),
  },
  {
    title: "Secrets Manager may look at the function that makes values",
    requirement: "C04",
    change: set(permission, { action: "lambda:GetFunction" }),
  },
  {
    title: "a person types the key that signs sessions",
    requirement: "C03",
    change: both(
      remove(rotation("SUPABASE_JWT_SECRET")),
      tags("SUPABASE_JWT_SECRET", { "made-by": "person", "max-age-days": "180" }),
    ),
  },
  {
    title: "the key that signs sessions is turned over by nobody's function",
    requirement: "W07",
    change: disconnect(rotation("SUPABASE_JWT_SECRET"), "rotationLambdaArn", undefined),
  },
  { title: "nobody listens to rotations", requirement: "G08", change: set(rule, { state: "DISABLED" }) },
  {
    title: "tasks restart on another product's rotations",
    requirement: "G08",
    change: set(rule, {
      eventPattern: JSON.stringify({
        source: ["golive.rotation"],
        detail: { secret: [{ prefix: "elsewhere-production/" }] },
      }),
    }),
  },
  {
    title: "tasks restart on deployments instead of rotations",
    requirement: "C04",
    change: set(rule, { eventPattern: JSON.stringify({ source: ["aws.ecs"] }) }),
  },
  { title: "a rotation sets nothing off", requirement: "C04", change: remove(target) },
  {
    title: "a typed value may get two years old",
    requirement: "W07",
    change: tags("OPENAI_API_KEY", { "made-by": "person", "max-age-days": "730" }),
  },
  {
    title: "nobody asks how old a typed value is",
    requirement: "W07",
    change: tags("OPENAI_API_KEY", { "made-by": "person" }),
  },
  {
    title: "nobody says who makes a secret's value",
    requirement: "G08",
    change: tags("OPENAI_API_KEY", { "max-age-days": "180" }),
  },
  {
    title: "old and empty secrets page nobody",
    requirement: "W07",
    change: both(remove(alarm(/-secrets-not-ready$/)), remove(alarm(/-secrets-age$/))),
  },
  {
    title: "a dozen empty secrets are taken for normal",
    requirement: "W07",
    change: both(set(alarm(/-secrets-not-ready$/), { threshold: 12 }), remove(alarm(/-secrets-age$/))),
  },
  {
    title: "a deleted secret is gone at once",
    requirement: "G07",
    change: set(secret("OPENAI_API_KEY"), { recoveryWindowInDays: 0 }),
  },
  {
    title: "a secret's value stands in the program",
    requirement: "C02",
    change: add(secret("OPENAI_API_KEY"), {
      type: "aws:secretsmanager/secretVersion:SecretVersion",
      name: "openai-value",
      inputs: { secretString: "hunter22hunter22", secretId: "prospector-production/OPENAI_API_KEY" },
      uses: { secretId: secret("OPENAI_API_KEY") },
    }),
  },
  {
    title: "a service is started with the right to read every secret",
    requirement: "G07",
    change: statement(execution, "secretsmanager:GetSecretValue", (entry) => ({ ...entry, Resource: "*" })),
  },
  {
    title: "the key of secrets is gone a week after its deletion",
    requirement: "G07",
    change: set({ type: "aws:kms/key:Key", name: /^keys-secrets$/ }, { deletionWindowInDays: 7 }),
  },
];
