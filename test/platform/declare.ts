import * as pulumi from "@pulumi/pulumi";
import settings from "@pulumi/pulumi/runtime/settings.js";
import { RecordingMonitor } from "../../readiness/program/monitor.ts";
import type { Recording, Registration } from "../../readiness/program/recording.ts";
import { resolved } from "../../readiness/program/resolve.ts";

const where = { account: "111122223333", region: "eu-central-1", partition: "aws" };

export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly protect: boolean;
  /** What the program gave; a value that AWS has yet to make reads as `unknown`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What a component gave to `registerOutputs`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Type and name with the types of all that encloses it: what the engine knows it by, within a stack. */
  readonly identity: string;
  /** The identities it had before, its own aliases and those that follow from its parents'. */
  readonly formerly: readonly string[];
  readonly ignoreChanges: readonly string[];
  /** How long an update may take; 0: the provider's own word. */
  readonly updateSeconds: number;
  /** Names of the resources that a property was computed from. */
  uses(property: string): readonly string[];
  /** Names of all resources it waits for. */
  readonly after: readonly string[];
}

/** What AWS answers, by type; what is left out stays unknown at preview. */
export type Answers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Runs a program against the gate's own pretend engine and returns what it declared. By default as at a first
 * preview: what AWS makes is unknown. "resolved": every id and ARN has a value. Nothing here proves that AWS accepts it.
 */
export async function declare(
  program: () => unknown,
  { pass = "preview", answers = {} }: { pass?: "preview" | "resolved"; answers?: Answers } = {},
): Promise<Plan> {
  const at = { project: "golive", stack: "test" };
  const monitor = new RecordingMonitor(at, ({ type, name, inputs }) => {
    if (pass === "preview") return undefined;
    const { id, state } = resolved(type, name, inputs.toJavaScript(), where);
    return { id, state: { ...state, ...answers[type] } };
  });
  settings.setMockOptions(monitor, at.project, at.stack, pass === "preview");
  await settings.awaitFeatureSupport();
  try {
    await program();
  } finally {
    await pulumi.runtime.disconnect(); // drains the queue of registrations: nothing sleeps, nothing is forgotten
  }
  return planOf(monitor.recording);
}

/** A value that AWS has yet to make. */
export const unknown = pulumi.unknown;

export type Plan = ReturnType<typeof planOf>;

function planOf(recording: Recording) {
  const nameOf = (urn: string): string => recording.get(urn)?.name ?? urn;
  const declared = [...recording.values()].map(
    (made): Declared => ({
      type: made.type,
      name: made.name,
      protect: made.protect,
      inputs: valuesOf(made.inputs),
      outputs: valuesOf(made.outputs),
      identity: identityOf(made.urn),
      formerly: formerUrns(made, recording).map(identityOf),
      ignoreChanges: made.ignoreChanges,
      updateSeconds: made.timeouts.update,
      uses: (property) => [...new Set((made.propertyDependencies.get(property) ?? []).map(nameOf))].sort(),
      after: [...new Set(made.dependencies.map(nameOf))].sort(),
    }),
  );
  const of = (type: string) => declared.filter((one) => one.type === type);
  return {
    declared,
    /** Sorted `type  name` lines. */
    names: (): readonly string[] => declared.map(({ type, name }) => `${type}  ${name}`).sort(),
    /** The inputs of every resource of a type. */
    all: (type: string) => of(type).map(({ inputs }) => inputs),
    /** The inputs of the one resource of a type; throws where there are none or several. */
    only: (type: string) => single(of(type), type).inputs,
    /** One resource by type and name. */
    get: (type: string, name: string) =>
      single(
        of(type).filter((one) => one.name === name),
        `${type} ${name}`,
      ),
  };
}

/** `urn:pulumi:stack::project::types::name` without stack and project. */
const identityOf = (urn: string): string => urn.split("::").slice(2).join("::");

function formerUrns(made: Registration, recording: Recording): readonly string[] {
  const parent = recording.get(made.parent);
  const inherited = parent ? formerUrns(parent, recording) : [];
  return [
    ...made.aliases,
    ...inherited.map((urn) => `${urn.split("::").slice(0, 3).join("::")}$${made.type}::${made.name}`),
  ];
}

function single(found: readonly Declared[], what: string): Declared {
  const [first, ...others] = found;
  if (!first || others.length > 0) throw new Error(`there are ${found.length} of ${what}, not one`);
  return first;
}

function valuesOf(struct: Registration["inputs"]): Record<string, unknown> {
  const values: Record<string, unknown> = pulumi.runtime.deserializeProperties(struct, true);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value)]),
  );
}
