import type { Recording } from "../../../readiness/program/recording.ts";
import { both } from "./documents.ts";
import { add, disconnect, edit, type Mutation, only, remove, set } from "./mutation.ts";

const lambda = (name: string) => ({
  type: "aws:lambda/function:Function",
  name: new RegExp(`^${name}-function$`),
});
const values = lambda("values");
const machine = { type: "aws:sfn/stateMachine:StateMachine", name: /^restarting-machine$/ };
const permission = { type: "aws:lambda/permission:Permission", name: /^values-from-secretsmanager$/ };
const alarm = (name: RegExp) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name });
const errors = alarm(/-database-credentials-errors$/);
const failed = alarm(/-restart-procedure-failed$/);
const log = (name: RegExp) => ({ type: "aws:cloudwatch/logGroup:LogGroup", name });
const oneRole = "arn:aws:iam::111122223333:role/prospector-production-functions";

const variable = (name: string, value: string) =>
  edit(values, ({ environment }) => ({
    environment: {
      variables: { ...(environment as { variables: Record<string, string> }).variables, [name]: value },
    },
  }));
const logging = (change: object) =>
  edit(machine, ({ loggingConfiguration }) => ({
    loggingConfiguration: { ...(loggingConfiguration as object), ...change },
  }));

/** Of what a property was computed from, only that stays. */
const computedFrom =
  (which: Parameters<typeof only>[1], property: string, stays: (urn: string) => boolean) =>
  (recording: Recording): Recording => {
    const at = only(recording, which);
    const propertyDependencies = new Map(
      [...at.propertyDependencies].map(([key, urns]) => [key, key === property ? urns.filter(stays) : urns]),
    );
    return new Map([...recording, [at.urn, { ...at, propertyDependencies }]]);
  };

export const functionMutations: readonly Mutation[] = [
  {
    title: "a password stands in a function's environment",
    requirement: "C02",
    change: variable("SMTP_PASSWORD", "hunter22"),
  },
  {
    title: "an access key stands in a function's environment",
    requirement: "G07",
    change: variable("HELPER", "AKIAIOSFODNN7EXAMPLE"),
  },
  {
    title: "a function's settings hold a password in an address",
    requirement: "C02",
    change: variable("SETTINGS", JSON.stringify({ url: "postgres://shop:hunter22@db.internal/shop" })),
  },
  {
    title: "a function runs on a language version that nobody patches",
    requirement: "C08",
    change: set(values, { runtime: "nodejs18.x" }),
  },
  {
    title: "a function runs on no known language version",
    requirement: "C08",
    change: set(values, { runtime: undefined }),
  },
  {
    title: "a function's log is left to AWS",
    requirement: "C15",
    change: disconnect(values, "loggingConfig", undefined),
  },
  { title: "a function's log group does not exist", requirement: "C18", change: remove(log(/^values-log$/)) },
  {
    title: "two functions share a role",
    requirement: "G07",
    change: both(disconnect(values, "role", oneRole), disconnect(lambda("restart"), "role", oneRole)),
  },
  { title: "a function has no role", requirement: "G07", change: disconnect(values, "role", undefined) },
  {
    title: "nobody hears that passwords could not be turned over",
    requirement: "C15",
    change: remove(errors),
  },
  {
    title: "a failed function is noticed the day after",
    requirement: "C15",
    change: set(errors, { period: 86_400 }),
  },
  {
    title: "ten failed runs are taken for normal",
    requirement: "C15",
    change: set(errors, { threshold: 10 }),
  },
  {
    title: "the alarm on failed runs counts something else",
    requirement: "C15",
    change: set(errors, { metricName: "Invocations" }),
  },
  { title: "a restart may fail unnoticed", requirement: "G08", change: remove(failed) },
  {
    title: "a restart may take too long unnoticed",
    requirement: "G08",
    change: edit(failed, ({ metricQueries }) => ({
      metricQueries: (metricQueries as { id: string }[]).map((query) =>
        query.id === "result" ? { ...query, expression: "FILL(failed, 0)" } : query,
      ),
    })),
  },
  {
    title: "a restart is noticed when five of them failed",
    requirement: "C15",
    change: set(failed, { threshold: 5 }),
  },
  {
    title: "a restart may take for ever",
    requirement: "G08",
    change: edit(machine, ({ definition }) => {
      const { TimeoutSeconds: _, ...rest } = JSON.parse(String(definition)) as Record<string, unknown>;
      return { definition: JSON.stringify(rest) };
    }),
  },
  {
    title: "a restart may take a month",
    requirement: "G08",
    change: edit(machine, ({ definition }) => ({
      definition: JSON.stringify({ ...JSON.parse(String(definition)), TimeoutSeconds: 2_592_000 }),
    })),
  },
  { title: "a procedure writes no log", requirement: "C15", change: logging({ level: "OFF" }) },
  {
    title: "a procedure's log holds what its steps say",
    requirement: "C15",
    change: logging({ includeExecutionData: true }),
  },
  {
    title: "a procedure's log group does not exist",
    requirement: "C15",
    change: remove(log(/^restarting-log$/)),
  },
  {
    title: "a service may invoke a function for any account",
    requirement: "G07",
    change: set(permission, { sourceArn: undefined, sourceAccount: undefined }),
  },
  {
    title: "anyone may invoke a function",
    requirement: "G07",
    change: set(permission, { principal: "*" }),
  },
  {
    title: "another account may invoke a function",
    requirement: "G07",
    change: set(permission, { principal: "999988887777" }),
  },
  {
    title: "a function answers the world",
    requirement: "G07",
    change: add(values, {
      type: "aws:lambda/functionUrl:FunctionUrl",
      name: "values-url",
      inputs: { authorizationType: "NONE", functionName: "prospector-production-values" },
    }),
  },
  {
    title: "the function that watches the database is in one zone",
    requirement: "C15",
    change: computedFrom(
      lambda("vitals"),
      "vpcConfig",
      (urn) => !/Subnet::/.test(urn) || urn.endsWith("Subnet::network-tasks-a"),
    ),
  },
];
