import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

/** What the SDK and the engine write where a value is not known before deploy. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** One resource as the program registered it, in the engine's own words; property values stay in wire form. */
export interface Registration {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  readonly inputs: Struct;
  /** Planned state: of a custom resource its inputs and what is known beyond them, of a component what it gave to `registerOutputs`. */
  outputs: Struct;
  /** URN of the provider that manages it; empty for components. */
  readonly provider: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  /** Undefined: the program did not say. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly string[];
  /** Seconds; 0 is "not set". */
  readonly timeouts: {
    readonly create: number;
    readonly update: number;
    readonly delete: number;
    readonly read: number;
  };
}

/** All registrations of one run, by URN, in the order in which they arrived. */
export type Recording = ReadonlyMap<string, Registration>;

/** "preview": nothing exists yet, what AWS makes is unknown. "resolved": it has plausible, unique values. */
export type Pass = "preview" | "resolved";
