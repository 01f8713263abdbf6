import { unknownToken } from "../reading/unknown.ts";
import type { Example, ResourceFacts, ResourceRule, StackExample } from "../rule.ts";
import { type StackView, unknown } from "../view.ts";
import type { Recorded } from "./recorded.ts";
import { viewOf } from "./view-of.ts";

/** A property bag as the engine would send it: `unknown` becomes the engine's own token. */
export function sent(props: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, sentValue(value)]));
}

function sentValue(value: unknown): unknown {
  if (value === unknown) return unknownToken;
  if (Array.isArray(value)) return value.map(sentValue);
  return value !== null && typeof value === "object" ? sent(value) : value;
}

/** The facts about an example's resource; its type is the rule's first unless it names another. */
export function factsOf(rule: ResourceRule, example: Example<unknown>): ResourceFacts {
  const [first] = [rule.judges].flat();
  return {
    name: "example",
    type: example.type ?? first ?? "",
    protect: example.protect ?? false,
    deleteBeforeReplace: example.deleteBeforeReplace ?? false,
    provider: example.provider ?? {},
  };
}

/** The view of a stack written by hand. A property that it only says to be computed from something is unknown. */
export function viewOfExample(example: StackExample): StackView {
  const byName = new Map<string, Writable>();
  for (const { type, name, props = {}, uses = {}, protect = false, provider, ...options } of example) {
    if (byName.has(name)) throw new Error(`an example names two resources ${name}`);
    const computed = Object.fromEntries(Object.keys(uses).map((key) => [key, unknownToken]));
    byName.set(name, {
      type,
      name,
      urn: `urn:pulumi:example::example::${type}::${name}`,
      props: { ...computed, ...sent(props) },
      opts: {
        protect,
        ignoreChanges: options.ignoreChanges ?? [],
        customTimeouts: { updateSeconds: options.updateSeconds ?? 0 },
      },
      ...(provider && { provider: { name: "aws", props: provider } }),
      dependencies: [],
      propertyDependencies: {},
    });
  }
  for (const { name, parent, uses = {}, after = [] } of example) {
    const resource = named(byName, name);
    if (parent !== undefined) resource.parent = named(byName, parent);
    resource.propertyDependencies = Object.fromEntries(
      Object.entries(uses).map(([property, sources]) => [
        property,
        sources.map((source) => named(byName, source)),
      ]),
    );
    resource.dependencies = [
      ...new Set([
        ...Object.values(resource.propertyDependencies).flat(),
        ...after.map((other) => named(byName, other)),
      ]),
    ];
  }
  return viewOf([...byName.values()], example.find(({ launch }) => launch)?.launch);
}

type Writable = { -readonly [K in keyof Recorded]: Recorded[K] };

function named(byName: ReadonlyMap<string, Writable>, name: string): Writable {
  const found = byName.get(name);
  if (!found) throw new Error(`an example mentions ${name}, which is not in it`);
  return found;
}
