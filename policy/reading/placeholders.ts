const words =
  /^(?:change[-_ ]?me|replace[-_ ]?me|fill[-_ ]?(?:me[-_ ]?)?in|fix[-_ ]?me|to[-_ ]?do|tbd|tba|n\/?a|none|null|undefined|unknown|dummy|placeholder|x{3,}|\?+|-+|\.{3}|nobody|someone|your[-_ ].*)$/i;
const parts =
  /change[-_]?me|replace[-_]?me|placeholder|<[^>\s]+>|\{\{[^}]*\}\}|\byour[-_](?:api|secret|key|token|domain|account|company|org)|\bexample\.(?:com|org|net)\b|\bfoo@bar\b|\b555-0100\b/i;

/** Text that stands where a real value should: "changeme", "<token>", "TODO", "ops@example.com". */
export const isPlaceholder = (text: string): boolean => words.test(text.trim()) || parts.test(text);
