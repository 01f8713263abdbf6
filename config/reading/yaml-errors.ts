import type { ErrorCode } from "yaml";

interface Words {
  readonly found: string;
  readonly allowed: string;
}

const known: Partial<Record<ErrorCode, Words>> = {
  DUPLICATE_KEY: { found: "a key for the second time", allowed: "each key once" },
  NON_STRING_KEY: { found: "a key that is not text", allowed: "text as key" },
  MULTIPLE_DOCS: { found: "a second document", allowed: "one document a file" },
  TAB_AS_INDENT: { found: "a tab as indentation", allowed: "spaces" },
  BAD_ALIAS: { found: "an alias without its anchor", allowed: "an anchor above it" },
  BAD_INDENT: {
    found: "an open bracket, or an indentation that does not fit",
    allowed: "closed brackets, the indentation of its neighbours",
  },
  MISSING_CHAR: { found: "a missing quote, bracket or comma", allowed: "what opens also closes" },
  TAG_RESOLVE_FAILED: { found: "a tag that nothing knows", allowed: "plain values" },
  RESOURCE_EXHAUSTION: { found: "nesting without end", allowed: "a few levels" },
};

/** The parser's own messages quote the file, and with it what may be a credential: they are not passed on. */
export const yamlErrors = (code: ErrorCode): Words =>
  known[code] ?? {
    found: `text that is not YAML (${code.toLowerCase().replaceAll("_", " ")})`,
    allowed: "YAML",
  };
