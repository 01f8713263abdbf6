import type { Launch } from "./launch.ts";

/** A value that AWS has yet to make. */
export const unknown: unique symbol = Symbol("unknown until deploy");

/** One resource of the stack, read without ever throwing: what is unknown or absent reads as `undefined`. */
export interface Node {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: Node | undefined;
  readonly protect: boolean;
  /** The property paths whose changes the program leaves to others. */
  readonly ignoreChanges: readonly string[];
  /** How long the engine waits for an update of it; undefined where the program does not say. */
  readonly updateSeconds: number | undefined;
  /** The value at a property path, or undefined where absent or not known: `known("scalingConfiguration", "min")`. */
  // biome-ignore lint/suspicious/noExplicitAny: properties come from any program; each rule names what it reads
  known(...path: readonly (string | number)[]): any;
  /** True where the top-level property is there but (in part) made by AWS. False where it is absent. */
  isUnknown(property: string): boolean;
  /** The resources from which a top-level property was computed, whether its value is known or not. */
  uses(property: string): readonly Node[];
  /** All resources it was computed from or waits for. */
  readonly dependencies: readonly Node[];
  /** The explicit provider's properties, as strings. */
  readonly provider: Readonly<Record<string, string>>;
}

export interface StackView {
  /** What its configuration says of its launch. */
  readonly launch: Launch;
  readonly nodes: readonly Node[];
  all(...types: readonly string[]): readonly Node[];
  /** The resource's ancestors, nearest first. */
  ancestors(node: Node): readonly Node[];
  /**
   * True where `property` of `from` points at `to`: computed from it, or a known string (or one of a list of strings)
   * equal to its known `name`, `identifier`, `arn`, `id`, `bucket`, `family` or `replicationGroupId`.
   */
  points(from: Node, property: string, to: Node): boolean;
  /** The resources of a type whose `property` points at `to`, from an index: use it instead of a scan with `points`. */
  pointing(type: string, property: string, to: Node): readonly Node[];
  /**
   * The containers of an ECS task definition: from `containerDefinitions` where that string is known, else from the
   * structured copy `containers` of an enclosing component's outputs; undefined where neither is known.
   */
  containers(taskDefinition: Node): readonly Container[] | undefined;
}

/** A container as ECS takes it; a secret's `valueFrom` may be unknown. */
export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom?: string }[];
  readonly readonlyRootFilesystem?: boolean;
  readonly privileged?: boolean;
  readonly stopTimeout?: number;
  readonly essential?: boolean;
  /** The most that it may use, MiB. */
  readonly memory?: number;
  readonly healthCheck?: { readonly command?: readonly string[] };
  readonly logConfiguration?: {
    readonly logDriver?: string;
    readonly options?: Readonly<Record<string, string>>;
  };
  readonly linuxParameters?: {
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
    readonly initProcessEnabled?: boolean;
  };
}
