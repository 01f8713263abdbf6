type Directives = ReadonlyMap<string, readonly string[]>;

/** The directives of a Content-Security-Policy, the first of each name, as browsers take them. */
function directivesOf(policy: string): Directives {
  const read = new Map<string, readonly string[]>();
  for (const one of policy.split(";")) {
    const [name = "", ...sources] = one.trim().toLowerCase().split(/\s+/);
    if (name !== "" && !read.has(name)) read.set(name, sources);
  }
  return read;
}

const unsafe = new Set([
  "'unsafe-inline'",
  "'unsafe-eval'",
  "'unsafe-hashes'",
  "*",
  "http:",
  "https:",
  "ws:",
  "wss:",
]);
const written = new Set(["data:", "blob:"]);
const none = ["'none'"];

/** What is loose in such a policy, each a clause; `[]` where it holds. */
export function looseIn(policy: string): readonly string[] {
  const directives = directivesOf(policy);
  const rest = directives.get("default-src");
  const scripts = directives.get("script-src") ?? rest;
  return [
    ...[...directives].flatMap(([name, sources]) =>
      sources
        .filter((source) => unsafe.has(source) || /^(http|ws):\/\/|\*/.test(source))
        .map((source) => `${name} lets in ${source}`),
    ),
    ...(scripts ?? [])
      .filter((source) => written.has(source))
      .map((source) => `scripts may come from ${source}`),
    ...(rest === undefined ? ["default-src is missing"] : []),
    ...(scripts === undefined ? ["scripts may come from anywhere"] : []),
    ...(closed(directives.get("object-src") ?? rest) ? [] : ["object-src is not 'none'"]),
    ...(closed(directives.get("base-uri"), "'self'") ? [] : ["base-uri is neither 'none' nor 'self'"]),
    ...(directives.has("frame-ancestors") ? [] : ["frame-ancestors is missing"]),
  ];
}

const closed = (sources: readonly string[] | undefined, ...also: readonly string[]): boolean =>
  sources?.length === 1 && sources.every((source) => [...none, ...also].includes(source));
