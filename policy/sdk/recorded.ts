import { isUnknownToken, rawProperty, withoutUnknowns } from "../reading/unknown.ts";
import type { Node } from "../view.ts";

/** A resource as the SDK hands it to a stack policy; an example is made into the same. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: object;
  readonly opts: {
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    readonly customTimeouts: { readonly updateSeconds: number };
  };
  readonly provider?: { readonly name: string; readonly props: object };
  readonly parent?: Recorded;
  readonly dependencies: readonly Recorded[];
  readonly propertyDependencies: Readonly<Record<string, readonly Recorded[]>>;
}

/** Explicit providers only: a default provider says nothing that the program decided. */
export function providerOf(provider: Recorded["provider"]): Readonly<Record<string, string>> {
  if (!provider || provider.name.startsWith("default")) return {};
  const entries = Object.keys(provider.props).map((key) => [key, rawProperty(provider.props, key)] as const);
  return Object.fromEntries(
    entries
      .filter(([, value]) => value !== undefined && !isUnknownToken(value))
      .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** Reads each property once, and only if a rule asks for it: a planned resource has many that are unknown. */
export class RecordedNode implements Node {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly updateSeconds: number | undefined;
  readonly #from: Recorded;
  readonly #toNode: (resource: Recorded) => Node;
  readonly #read = new Map<string, ReturnType<typeof withoutUnknowns>>();
  #provider: Node["provider"] | undefined;

  constructor(from: Recorded, toNode: (resource: Recorded) => Node) {
    this.urn = from.urn;
    this.type = from.type;
    this.name = from.name;
    this.protect = from.opts.protect;
    this.ignoreChanges = from.opts.ignoreChanges;
    this.updateSeconds = from.opts.customTimeouts.updateSeconds || undefined; // the engine sends 0 for "not set"
    this.#from = from;
    this.#toNode = toNode;
  }

  get parent(): Node | undefined {
    return this.#from.parent && this.#toNode(this.#from.parent);
  }
  get dependencies(): readonly Node[] {
    return this.#from.dependencies.map(this.#toNode);
  }
  get provider(): Readonly<Record<string, string>> {
    this.#provider ??= providerOf(this.#from.provider);
    return this.#provider;
  }

  known(...[first, ...rest]: readonly (string | number)[]): ReturnType<Node["known"]> {
    if (first === undefined) return undefined;
    let value: unknown = this.#property(String(first)).value;
    for (const step of rest) value = value instanceof Object ? rawProperty(value, String(step)) : undefined;
    return value ?? undefined;
  }
  isUnknown(property: string): boolean {
    return this.#property(property).unknown;
  }
  uses(property: string): readonly Node[] {
    return (this.#from.propertyDependencies[property] ?? []).map(this.#toNode);
  }

  #property(name: string): ReturnType<typeof withoutUnknowns> {
    const read = this.#read.get(name) ?? withoutUnknowns(rawProperty(this.#from.props, name));
    this.#read.set(name, read);
    return read;
  }
}
