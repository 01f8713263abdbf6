import type { Flaw } from "../flaw.ts";
import { attribute, type Element, placeOf } from "./elements.ts";
import { letsInline } from "./sources.ts";

/** Blocks with another type are data, which no policy refuses (HTML, "The script element": type). */
const runs =
  /^(|module|importmap|speculationrules|(text|application)\/(x-)?(javascript|ecmascript)|text\/(jscript|livescript))$/i;

const textIn = ({ childNodes }: Element): string =>
  childNodes.map((child) => ("value" in child ? child.value : "")).join("");

/** Code and styles that stand in the page itself: an attacker's could stand there too, so the policy refuses all. */
export function inlineFlaws(file: string, element: Element, policy: string): readonly Flaw[] {
  const { tagName, attrs } = element;
  const refused = (what: string): Flaw => ({
    file,
    ...placeOf(element),
    says: `${what}: the CDN's Content-Security-Policy refuses it; put it into a file`,
  });
  const isScript = tagName === "script" && attribute(element, "src") === undefined;
  return [
    ...(isScript &&
    runs.test(attribute(element, "type") ?? "") &&
    !letsInline(policy, "script-src", textIn(element))
      ? [refused("an inline script")]
      : []),
    ...(tagName === "style" && !letsInline(policy, "style-src", textIn(element))
      ? [refused("an inline style")]
      : []),
    ...attrs.flatMap(({ name, value }) => {
      if (name === "style") return [refused("a style attribute")];
      if (/^on[a-z]+$/.test(name)) return [refused(`an inline handler (${name})`)];
      return /^\s*javascript:/i.test(value) ? [refused(`a javascript: address (${name})`)] : [];
    }),
  ];
}
