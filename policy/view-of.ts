import { isUnknownToken, rawProperty, withoutUnknowns } from "./unknown.ts";
import type { Container, Node, StackView } from "./view.ts";

/** A resource as the SDK hands it to a stack policy; an example is made into the same. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: object;
  readonly opts: { readonly protect: boolean };
  readonly provider?: { readonly name: string; readonly props: object };
  readonly parent?: Recorded;
  readonly dependencies: readonly Recorded[];
  readonly propertyDependencies: Readonly<Record<string, readonly Recorded[]>>;
}

/** Properties by which one resource is named in another's. */
const names = ["name", "identifier", "arn", "id", "bucket", "family", "replicationGroupId"] as const;

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

/** One index over the whole stack, so that each rule is linear in what it judges. */
export function viewOf(resources: readonly Recorded[]): StackView {
  const made = new Map<Recorded, RecordedNode>();
  const toNode = (resource: Recorded): Node => {
    const known = made.get(resource);
    if (known) return known;
    const node = new RecordedNode(resource, toNode);
    made.set(resource, node);
    return node;
  };
  return new RecordedStack(resources.map(toNode));
}

class RecordedNode implements Node {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly protect: boolean;
  readonly #from: Recorded;
  readonly #toNode: (resource: Recorded) => Node;
  readonly #read = new Map<string, ReturnType<typeof withoutUnknowns>>();

  constructor(from: Recorded, toNode: (resource: Recorded) => Node) {
    this.urn = from.urn;
    this.type = from.type;
    this.name = from.name;
    this.protect = from.opts.protect;
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
    return providerOf(this.#from.provider);
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

class RecordedStack implements StackView {
  readonly nodes: readonly Node[];
  readonly #byType = new Map<string, Node[]>();
  readonly #pointing = new Map<string, ReadonlyMap<Node | string, readonly Node[]>>();
  readonly #containers = new Map<Node, readonly Container[] | undefined>();

  constructor(nodes: readonly Node[]) {
    this.nodes = nodes;
    for (const node of nodes) add(this.#byType, node.type, node);
  }

  all(...types: readonly string[]): readonly Node[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  ancestors(node: Node): readonly Node[] {
    const line: Node[] = [];
    for (let at = node.parent; at; at = at.parent) line.push(at);
    return line;
  }

  points(from: Node, property: string, to: Node): boolean {
    const said = new Set(strings(from.known(property)));
    return from.uses(property).includes(to) || namesOf(to).some((name) => said.has(name));
  }

  pointing(type: string, property: string, to: Node): readonly Node[] {
    const key = `${type} ${property}`;
    const index = this.#pointing.get(key) ?? this.#indexOf(type, property);
    this.#pointing.set(key, index);
    return [...new Set([to, ...namesOf(to)].flatMap((name) => index.get(name) ?? []))];
  }

  containers(taskDefinition: Node): readonly Container[] | undefined {
    if (!this.#containers.has(taskDefinition))
      this.#containers.set(taskDefinition, this.#containersOf(taskDefinition));
    return this.#containers.get(taskDefinition);
  }

  #indexOf(type: string, property: string): ReadonlyMap<Node | string, readonly Node[]> {
    const index = new Map<Node | string, Node[]>();
    for (const from of this.all(type))
      for (const to of new Set([...from.uses(property), ...strings(from.known(property))]))
        add(index, to, from);
    return index;
  }

  #containersOf(taskDefinition: Node): readonly Container[] | undefined {
    const real = listed(taskDefinition.known("containerDefinitions"));
    if (real) return real;
    for (const around of this.ancestors(taskDefinition)) {
      const copy = listed(around.known("containers"));
      if (copy) return copy;
    }
    return undefined;
  }
}

function add<K>(index: Map<K, Node[]>, key: K, node: Node): void {
  const list = index.get(key);
  if (list) list.push(node);
  else index.set(key, [node]);
}

const strings = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");

const namesOf = (node: Node): readonly string[] => names.flatMap((name) => strings(node.known(name)));

function listed(value: unknown): readonly Container[] | undefined {
  try {
    const list: unknown = typeof value === "string" ? JSON.parse(value) : value;
    return Array.isArray(list) ? list.filter((item) => item instanceof Object) : undefined;
  } catch {
    return undefined; // not JSON: AWS would refuse it, and no rule can judge it
  }
}
