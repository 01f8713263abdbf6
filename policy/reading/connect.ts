import type { StackView } from "../view.ts";
import { service } from "./aws-types.ts";
import { perStack } from "./per-stack.ts";

/**
 * Names under which Service Connect answers inside the tasks that call: the way from there to the service named is the
 * network's own, between two security groups, and no resolver or balancer is on it.
 */
export const connectedNames = perStack((stack: StackView): ReadonlySet<string> => {
  const names = stack.all(service).flatMap((node) => {
    const services: unknown = node.known("serviceConnectConfiguration", "services");
    return Array.isArray(services) ? services.flatMap(aliases) : [];
  });
  return new Set(names);
});

function aliases(published: unknown): readonly string[] {
  const list: unknown =
    typeof published === "object" && published !== null ? Reflect.get(published, "clientAlias") : undefined;
  return Array.isArray(list)
    ? list.flatMap((alias: { readonly dnsName?: unknown }) =>
        typeof alias.dnsName === "string" ? [alias.dnsName] : [],
      )
    : [];
}

/** Whether an address is that of such a name. */
export function isInside(value: string, names: ReadonlySet<string>): boolean {
  return URL.canParse(value) && names.has(new URL(value).hostname);
}
