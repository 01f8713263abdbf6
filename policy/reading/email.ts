import type { StackExample } from "../rule.ts";
import type { Node, StackView } from "../view.ts";
import { configurationSets, dnsRecord, emailDestinations, emailIdentity, mailFrom } from "./aws-types.ts";
import { plain } from "./hosts.ts";

/** Identities that are a whole domain, each with its name where the program chose it. */
export const sendingDomains = (stack: StackView): readonly Node[] =>
  stack.all(emailIdentity).filter((node) => !String(node.known("emailIdentity") ?? "").includes("@"));

export const domainOf = (node: Node): string | undefined => {
  const name: unknown = node.known("emailIdentity");
  return typeof name === "string" ? plain(name) : undefined;
};

/** Resources of a type that are about a thing: computed from it, or by the same known name. */
export const about = (stack: StackView, types: readonly string[], property: string, thing: Node) =>
  stack.all(...types).filter((node) => {
    if (node.uses(property).includes(thing)) return true;
    const name: unknown = node.known(property);
    return (
      typeof name === "string" &&
      [thing.known(property), thing.known("name"), thing.known("arn")].includes(name)
    );
  });

export const mailFromOf = (stack: StackView, identity: Node): readonly Node[] =>
  about(stack, [mailFrom], "emailIdentity", identity);

export const destinationsOf = (stack: StackView, set: Node): readonly Node[] =>
  about(stack, emailDestinations, "configurationSetName", set);

/** The records of a known name and type. */
export const recordsAt = (stack: StackView, name: string, type: string): readonly Node[] =>
  stack.all(dnsRecord).filter((node) => {
    const own: unknown = node.known("name");
    return typeof own === "string" && plain(own) === plain(name) && node.known("type") === type;
  });

/** The texts of a record, as far as they are known; long ones are written in several pairs of quotes. */
export const textsOf = (record: Node): readonly string[] => {
  const values: unknown = record.known("records");
  return (Array.isArray(values) ? values : [])
    .filter((value) => typeof value === "string")
    .map((value) => value.replace(/^"|"$/g, "").replaceAll('" "', ""));
};

/** The values of a DMARC record, by tag (RFC 7489). */
export function dmarcOf(text: string): Readonly<Record<string, string>> | undefined {
  if (!/^v=DMARC1\s*(?:;|$)/.test(text)) return undefined;
  return Object.fromEntries(
    text
      .split(";")
      .map((part) => part.split("=").map((side) => side.trim()))
      .flatMap(([tag, ...value]) => (tag ? [[tag.toLowerCase(), value.join("=")]] : [])),
  );
}

/** A domain that sends, for examples. */
export const shop = {
  type: emailIdentity,
  name: "identity",
  props: { emailIdentity: "shop.example" },
} as const;

export const record = (
  name: string,
  at: string,
  type: string,
  ...records: string[]
): StackExample[number] => ({
  type: dnsRecord,
  name,
  props: { name: at, type, records },
});

/** The same of what AWS makes up, as a domain's DKIM keys. */
export const dkim = (name: string): StackExample[number] => ({
  type: dnsRecord,
  name,
  props: { type: "CNAME" },
  uses: { name: ["identity"], records: ["identity"] },
});

export const set = (props: object = {}): StackExample[number] => ({
  type: configurationSets[0],
  name: "set",
  props: { configurationSetName: "shop", ...props },
});
