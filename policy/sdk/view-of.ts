import { type Launch, notLaunched } from "../launch.ts";
import { indexBy } from "../reading/index-by.ts";
import type { Container, Node, StackView } from "../view.ts";
import { type Recorded, RecordedNode } from "./recorded.ts";

/** Properties by which one resource is named in another's. */
const names = ["name", "identifier", "arn", "id", "bucket", "family", "replicationGroupId"] as const;

/** One index over the whole stack, so that each rule is linear in what it judges. */
export function viewOf(resources: readonly Recorded[], launch: Launch = notLaunched): StackView {
  const made = new Map<Recorded, RecordedNode>();
  const toNode = (resource: Recorded): Node => {
    const known = made.get(resource);
    if (known) return known;
    const node = new RecordedNode(resource, toNode);
    made.set(resource, node);
    return node;
  };
  return new RecordedStack(resources.map(toNode), launch);
}

class RecordedStack implements StackView {
  readonly nodes: readonly Node[];
  readonly launch: Launch;
  readonly #byType: ReadonlyMap<string, readonly Node[]>;
  readonly #pointing = new Map<string, ReadonlyMap<Node | string, readonly Node[]>>();
  readonly #containers = new Map<Node, readonly Container[] | undefined>();

  constructor(nodes: readonly Node[], launch: Launch) {
    this.nodes = nodes;
    this.launch = launch;
    this.#byType = indexBy(nodes, ({ type }) => [type]);
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
    const index =
      this.#pointing.get(key) ??
      indexBy<Node | string, Node>(this.all(type), (from) => [
        ...from.uses(property),
        ...strings(from.known(property)),
      ]);
    this.#pointing.set(key, index);
    return [...new Set([to, ...namesOf(to)].flatMap((name) => index.get(name) ?? []))];
  }

  containers(taskDefinition: Node): readonly Container[] | undefined {
    if (!this.#containers.has(taskDefinition))
      this.#containers.set(taskDefinition, this.#containersOf(taskDefinition));
    return this.#containers.get(taskDefinition);
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
