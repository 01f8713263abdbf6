import { parse } from "parse5";
import type { Flaw } from "../flaw.ts";
import { attribute, type Element, elementsIn, placeOf } from "./elements.ts";
import { inlineFlaws } from "./inline.ts";
import { addressesOf, referenceFlaws } from "./references.ts";

/** What a page is judged by. */
export interface Around {
  readonly host: string;
  readonly policy: string;
  /** Paths below the root that will be there. */
  readonly paths: ReadonlySet<string>;
  /** The CDN passes these on to a service. */
  readonly isElsewhere: (path: string) => boolean;
  /** Pages of this stack need `/config.js`. */
  readonly needsConfig: boolean;
}

/** What of a page a browser would refuse to run or could not find, once the CDN's policy stands before it (C16). */
export function pageFlaws(file: string, html: string, around: Around): readonly Flaw[] {
  const elements = [...elementsIn(parse(html, { sourceCodeLocationInfo: true }))];
  return [
    ...elements.flatMap((element) => [
      ...inlineFlaws(file, element, around.policy),
      ...referenceFlaws(file, element, around),
    ]),
    ...(around.needsConfig && file === "index.html" ? configFlaws(file, elements, around.host) : []),
  ];
}

/** The configuration is there before the first script that reads it: in order, and not later. */
function configFlaws(file: string, elements: readonly Element[], host: string): readonly Flaw[] {
  const scripts = elements.filter(
    (element) => element.tagName === "script" && attribute(element, "src") !== undefined,
  );
  const loads = (element: Element) =>
    addressesOf(element, `https://${host}/`).some(({ url }) => url.pathname === "/config.js");
  const config = scripts.find(loads);
  if (config === undefined)
    return [
      {
        file,
        says: 'does not load /config.js, which holds `frontend.env`: put <script src="/config.js"></script> before the other scripts',
      },
    ];
  return config === scripts[0] && attribute(config, "async") === undefined
    ? []
    : [
        {
          file,
          ...placeOf(config),
          says: "loads /config.js after other scripts, or at any time: put it before them, without async",
        },
      ];
}
