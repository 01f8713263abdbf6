/** What a rule found, as it travels in the one text of a violation that reaches terminals and the gate. */
export type Message =
  | {
      readonly status: "failed" | "not proven";
      readonly rule: string;
      readonly finding: string;
      readonly fix: string;
      readonly requirements: readonly string[];
    }
  | {
      readonly status: "waived";
      readonly rule: string;
      readonly finding: string;
      readonly waiver: WaiverNote;
    };

interface WaiverNote {
  readonly until: string;
  readonly owner: string;
  readonly reason: string;
}

/** One line: `[rule] finding — fix (G01 C09)`, or `[rule] waived until 2027-01-31 by owner: reason — finding`. */
export function formatMessage(message: Message): string {
  const start = `[${message.rule}]`;
  if (message.status === "waived") {
    const { until, owner, reason } = message.waiver;
    return `${start} waived until ${until} by ${part(owner).replaceAll(":", ";")}: ${part(reason)} — ${part(message.finding)}`;
  }
  const prefix = message.status === "not proven" ? "not proven: " : "";
  return `${start} ${prefix}${part(message.finding)} — ${part(message.fix)} (${message.requirements.join(" ")})`;
}

/** Parts are single lines, and hold neither the dash that divides them nor a credential. */
const part = (text: string): string => discreet(text).replaceAll("—", "-").replace(/\s+/g, " ").trim();

/** A text without who logs in at an address in it, and with what; and without what follows `password=` and its like. */
export const discreet = (text: string): string =>
  text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s"']*@/gi, "$1")
    .replace(
      /((?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|credentials?|signature|sig)=)[^\s&;,"']+/gi,
      "$1…",
    );

const waived = /^\[([a-z0-9-]+)\] waived until (\d{4}-\d{2}-\d{2}) by ([^:]+): (.+?) — (.+)$/;
const plain = /^\[([a-z0-9-]+)\] (not proven: )?(.+) — (.+) \(([A-Z]\d{2}(?: [A-Z]\d{2})*)\)$/;

/** The message in a diagnostic's text, before which the SDK puts the policy's description; undefined if none is in it. */
export function parseMessage(text: string): Message | undefined {
  for (const line of text.split("\n")) {
    const [, by, until = "", owner = "", reason = "", excused = ""] = waived.exec(line.trim()) ?? [];
    if (by) return { status: "waived", rule: by, finding: excused, waiver: { until, owner, reason } };
    const [, rule, unproven, finding = "", fix = "", ids = ""] = plain.exec(line.trim()) ?? [];
    if (rule)
      return { status: unproven ? "not proven" : "failed", rule, finding, fix, requirements: ids.split(" ") };
  }
  return undefined;
}
