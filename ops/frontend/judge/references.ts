import type { Flaw } from "../flaw.ts";
import { attribute, type Element, placeOf } from "./elements.ts";
import type { Around } from "./page.ts";
import { lets } from "./sources.ts";

/** Which attribute of which element loads what, by the directive that judges it. */
const loading: Readonly<Record<string, readonly [attribute: string, directive: string]>> = {
  audio: ["src", "media-src"],
  base: ["href", "base-uri"],
  embed: ["src", "object-src"],
  form: ["action", "form-action"],
  iframe: ["src", "frame-src"],
  img: ["src", "img-src"],
  object: ["data", "object-src"],
  script: ["src", "script-src"],
  source: ["src", "media-src"],
  video: ["src", "media-src"],
};

/** What a link loads, by its `rel`. */
const linked: Readonly<Record<string, string>> = {
  "apple-touch-icon": "img-src",
  icon: "img-src",
  manifest: "manifest-src",
  modulepreload: "script-src",
  stylesheet: "style-src",
};

interface Address {
  readonly directive: string;
  readonly url: URL;
}

/** What an element makes a browser load or speak to. */
export function addressesOf(element: Element, page: string): readonly Address[] {
  const rels = (attribute(element, "rel") ?? "").toLowerCase().split(/\s+/);
  const [name, directive] =
    element.tagName === "link"
      ? ["href", rels.map((rel) => linked[rel]).find((found) => found !== undefined)]
      : (loading[element.tagName] ?? []);
  const value = name === undefined ? undefined : attribute(element, name);
  if (directive === undefined || value === undefined || !URL.canParse(value, page)) return [];
  return [{ directive, url: new URL(value, page) }];
}

/** What a page would not get: because the policy refuses it, or because nothing is there. */
export function referenceFlaws(file: string, element: Element, around: Around): readonly Flaw[] {
  const page = `https://${around.host}/${file}`;
  return addressesOf(element, page).flatMap(({ directive, url }): readonly Flaw[] => {
    const flaw = (says: string): readonly Flaw[] => [{ file, ...placeOf(element), says }];
    if (directive === "base-uri") return flaw("a base element: the CDN's Content-Security-Policy refuses it");
    if (url.origin !== `https://${around.host}`)
      return lets(around.policy, directive, url)
        ? []
        : flaw(
            `${url.protocol}//${url.host}, which ${directive} of the CDN's Content-Security-Policy does not let in: add it to \`frontend.csp\``,
          );
    if (["form-action", "frame-src"].includes(directive)) return [];
    const path = decodeURIComponent(url.pathname).slice(1);
    return path === "" || around.paths.has(path) || around.isElsewhere(path)
      ? []
      : flaw(`/${path}, which the build does not have`);
  });
}
