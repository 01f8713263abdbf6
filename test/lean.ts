/**
 * Loads the SDK and the provider as the gate does, for what tests declare: without what nobody uses, each service when
 * it is named. The stack traces that the gate does without are what a failed test is read by.
 */
const { stackTraceLimit } = Error;
await import("../readiness/program/lean-sdk.ts");
await import("../readiness/program/lean-aws.ts");
Error.stackTraceLimit = stackTraceLimit;
