import type { ApiService } from "../../config/shape/services.ts";

/** A condition takes one kind of value, and a rule five values in all ("Quotas for your Application Load Balancers"). */
export type Conditions = readonly (
  | { readonly hostHeader: { readonly values: string[] } }
  | { readonly httpRequestMethod: { readonly values: string[] } }
  | { readonly pathPattern: { readonly values: string[] } }
)[];
const values = 5;

/**
 * What passes a balancer that verifies tokens without one: public operations, paths that show health, and preflights.
 * A parameter of a path is a `*` to a listener rule, which holds slashes too: wider than what the firewall lets in
 * without a credential, and no wider than what the service checks for itself.
 */
export function passing({ host, routes, health, surface }: ApiService): readonly Conditions[] {
  const methods = new Map<string, string[]>();
  for (const { method, path } of surface.public) {
    const paths = methods.get(method) ?? [];
    methods.set(method, [...paths, path.replaceAll(/\{[^}]*\}/g, "*")]);
  }
  const asked: readonly (readonly [string[], readonly string[]])[] = [
    ...[...methods].map(([method, paths]): [string[], string[]] => [[method], paths]),
    [
      ["GET", "HEAD"],
      [health.path, ...health.also],
    ],
    [["OPTIONS"], routes],
  ];
  return asked.flatMap(([verbs, paths]) =>
    chunks(paths, values - 1 - verbs.length).map((some) => [
      { hostHeader: { values: [host] } },
      { httpRequestMethod: { values: verbs } },
      { pathPattern: { values: some } },
    ]),
  );
}

const chunks = (all: readonly string[], size: number): readonly string[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** As specific as a path can be: asked before any rule that asks for a token. */
export const foremost: readonly string[] = ["/".padEnd(64, "x")];
