import type { Permission } from "../document.ts";
import type { Grant } from "./actions/scope.ts";

/** Grants as few statements that allow the same, and nothing more. The order of the program does not show. */
export const statementsOf = (grants: readonly Grant[]): readonly Permission[] =>
  [oneForEachThing, oneForEachRight, oneForEachService]
    .reduce((list, merge) => merge(list), grants)
    .map((grant) => [JSON.stringify([grant.on, grant.when ?? null, grant.actions]), grant] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { actions, on, when }]) => ({
      Effect: "Allow",
      Action: brief(actions),
      Resource: brief(on),
      ...(when && { Condition: when }),
    }));

/** What differs in nothing but its actions. */
const oneForEachThing = (grants: readonly Grant[]): readonly Grant[] =>
  merged(
    grants,
    ({ on, when }) => [on, when],
    (a, b) => ({ ...a, actions: [...a.actions, ...b.actions] }),
  );

/** What differs in nothing but its resources. */
const oneForEachRight = (grants: readonly Grant[]): readonly Grant[] =>
  merged(
    grants,
    ({ actions, when }) => [actions, when],
    (a, b) => ({ ...a, on: [...a.on, ...b.on] }),
  );

/** What differs in nothing but the service that it is for: a request is for one, so a list of them is each of them. */
const oneForEachService = (grants: readonly Grant[]): readonly Grant[] =>
  merged(
    grants,
    ({ actions, on, when }) => [actions, on, forServices(when, () => [])],
    ({ when, ...a }, b) => {
      const both = forServices(when, (key, services) => [...services, ...servicesOf(b.when, key)]);
      return { ...a, ...(both && { when: both }) };
    },
  );

/** Keys of a request that have one value: the service for which it is made. */
const ofService: ReadonlySet<string> = new Set([
  "iam:AWSServiceName",
  "iam:PassedToService",
  "kms:ViaService",
]);

type Condition = Grant["when"];

const servicesOf = (when: Condition, key: string): readonly string[] =>
  [when?.StringEquals?.[key] ?? []].flat();

const forServices = (
  when: Condition,
  changed: (key: string, services: readonly string[]) => readonly string[],
): Condition =>
  when?.StringEquals && {
    ...when,
    StringEquals: Object.fromEntries(
      Object.entries(when.StringEquals).map(([key, value]) => [
        key,
        ofService.has(key) ? brief([...new Set(changed(key, [value].flat()))].sort()) : value,
      ]),
    ),
  };

function merged(
  grants: readonly Grant[],
  same: (grant: Grant) => readonly unknown[],
  into: (a: Grant, b: Grant) => Grant,
): readonly Grant[] {
  const found = new Map<string, Grant>();
  for (const grant of grants.map(tidy)) {
    const key = JSON.stringify(same(grant));
    const known = found.get(key);
    found.set(key, known ? into(known, grant) : grant);
  }
  return [...found.values()].map(tidy);
}

const tidy = (grant: Grant): Grant => ({
  ...grant,
  actions: [...new Set(grant.actions)].sort(),
  on: [...new Set(grant.on)].sort(),
});

/** One value needs no list, and IAM counts the brackets. */
const brief = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? "") : values;

/** The whole kind of an action, to be denied: `ecs:Create*` stands for all that ECS creates. */
export const byVerb = (action: string): string => action.replace(/^([^:]+:[A-Z][a-z]+).*$/, "$1*");
