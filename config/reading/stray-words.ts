import type { Finding, Path } from "../finding.ts";
import { describe } from "./describe.ts";
import { leaves } from "./leaves.ts";

/** Words that stand where a value should; `.example` is reserved by RFC 2606 and names our own examples. */
const placeholders = [
  /\b(change|replace|fill)[-_ ]?(me|this|in)\b/i,
  /\b(TODO|TBD|FIXME)\b/,
  /^(todo|tbd|fixme|foo|bar|dummy)$/i,
  /\bplaceholder\b/i,
  /\byour[-_][a-z]/i,
  /\bx{3,}\b/i,
  /<[a-z][a-z _-]*>/i,
  /^\[[a-z][a-z ]*\]$/i,
  /\bexample\.(com|org|net)\b/i,
] as const;

/** Addresses that mean "this very machine", which in a container is nobody (P10). */
const localhost =
  /(^|[^\w.-])(localhost|127(\.\d{1,3}){3}|host\.docker\.internal|\[::1\])(?![\w-])|\/\/0\.0\.0\.0/i;

/** Nothing that is deployed keeps a placeholder or points at a developer's machine (G07, G11, P10). */
export function strayWords(written: unknown): readonly Finding[] {
  return [...leaves(written)].flatMap(({ path, value }) =>
    typeof value === "string" ? judge(path, value) : [],
  );
}

function judge(path: Path, value: string): readonly Finding[] {
  if (path[2] === "command" || path[2] === "healthCommand") return []; // a process may speak to itself
  if (placeholders.some((form) => form.test(value)))
    return [{ path, found: `${describe(value, path)}, a placeholder`, allowed: "the real value" }];
  if (!localhost.test(value)) return [];
  const found = `${describe(value, path)}, which names this very machine`;
  return [{ path, found, allowed: "an address that others can reach" }];
}
