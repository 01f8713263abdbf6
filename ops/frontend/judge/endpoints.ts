import { type Flaw, placeIn } from "../flaw.ts";

const octet = String.raw`\.\d{1,3}`;
/** Names and addresses that mean another machine for everybody who reads them (RFC 1918, 6761, 6762, 8375). */
const near = [
  String.raw`(?:[a-z0-9-]+\.)*localhost`,
  String.raw`(?:[a-z0-9-]+\.)+(?:local|internal|home\.arpa)`,
  `127(?:${octet}){3}`,
  String.raw`0\.0\.0\.0`,
  `10(?:${octet}){3}`,
  String.raw`192\.168(?:${octet}){2}`,
  String.raw`172\.(?:1[6-9]|2\d|3[01])(?:${octet}){2}`,
  String.raw`\[(?:::1?|::ffff:[\da-f.:]+|f[cd][\da-f]{2}:[\da-f:]*|fe80:[\da-f:]*)\]`,
].join("|");
/** In JSON inside of JavaScript, slashes may be escaped. */
const slashes = String.raw`\\?/\\?/`;

/** With a scheme, or with two slashes alone, it is an address; a bare name is one where a port follows. */
const local = new RegExp(
  String.raw`(?:(?:https?|wss?):)?${slashes}(?:${near})(?![\w.-]*[\w-])(?::\d{1,5})?|(?<![\w./:@\\-])(?:${near}):\d{2,5}(?!\d)`,
  "gi",
);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Addresses in a text that no user's browser reaches, and our own in the clear (P10, G05). */
export function endpointsIn(file: string, text: string, zone: string): readonly Flaw[] {
  const clear = new RegExp(
    String.raw`(?:http|ws):${slashes}(?:[a-z0-9-]+\.)*${escaped(zone)}(?![\w-])(?!\.\w)(?::\d{1,5})?`,
    "gi",
  );
  return [
    ...flawsOf(file, text, local, "which is another machine for everybody who reads it"),
    ...flawsOf(file, text, clear, "which is ours, and in the clear"),
  ];
}

const flawsOf = (file: string, text: string, form: RegExp, why: string): readonly Flaw[] =>
  [...text.matchAll(form)].map((match) => {
    const address = match[0].replaceAll("\\", "");
    return { file, at: placeIn(text, match.index), says: `${address}, ${why}`, allow: address };
  });
