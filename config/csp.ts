import type { Config } from "./schema.ts";

/** Where pages send what CloudWatch RUM measures, and get the right to (C16). */
const rumOrigins = (region: string): readonly string[] =>
  ["dataplane.rum", "cognito-identity", "sts"].map((name) => `https://${name}.${region}.amazonaws.com`);

const apiOrigins = ({ services }: Pick<Config, "services">): readonly string[] =>
  Object.values(services).flatMap((service) => (service.kind === "api" ? [`https://${service.host}`] : []));

/** What stands although `default-src` is `'none'`: each directive with what it lets in. */
const own = (
  config: Pick<Config, "services" | "region" | "frontend">,
): Record<string, readonly string[]> => ({
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "font-src": ["'self'"],
  "manifest-src": ["'self'"],
  "connect-src": [
    "'self'",
    ...apiOrigins(config),
    ...(config.frontend?.rum ? rumOrigins(config.region) : []),
  ],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
  "object-src": ["'none'"],
});

/**
 * What a page of the frontend may load and speak to, as the `Content-Security-Policy` header says it: itself, the APIs,
 * and what the stack file adds. No directive lets in inline code, a wildcard or anything in the clear (C16, K22).
 */
export function contentSecurityPolicy(config: Pick<Config, "services" | "region" | "frontend">): string {
  const directives = own(config);
  for (const [name, sources = []] of Object.entries(config.frontend?.csp ?? {}))
    directives[name] = [...new Set([...(directives[name] ?? []), ...sources])];
  return [
    ...Object.entries(directives).map(([name, sources]) => [name, ...sources].join(" ")),
    "upgrade-insecure-requests",
  ].join("; ");
}

/** What one directive of such a policy lets in; where it is not there, what `default-src` does. */
export function sourcesOf(policy: string, directive: string): readonly string[] {
  const all = policy.split("; ").map((one) => one.split(" "));
  const found = all.find(([name]) => name === directive) ?? all.find(([name]) => name === "default-src");
  return found?.slice(1) ?? [];
}
