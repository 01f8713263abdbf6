import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { stackOf } from "../data-map/facts.ts";
import type { ResourceShape } from "../evaluation/order.ts";
import { dotOf } from "./dot.ts";
import { linksOf } from "./links.ts";
import type { Frame, Picture } from "./model.ts";
import { besideFrame, networkFrame, networkFrames, watchFrame } from "./network.ts";
import { partsOf } from "./parts.ts";

/** The platform as its plan tells it; frames that hold nothing are left out. */
export function pictureOf(title: string, shapes: readonly ResourceShape[]): Picture {
  const stack = stackOf(shapes);
  const parts = partsOf(stack);
  const used = new Set(parts.flatMap(({ frame }) => frame ?? []));
  const frames = [...networkFrames(stack), ...around].filter(
    ({ id }) => used.has(id) || (id === networkFrame && used.size > 0),
  );
  return { title, frames, parts, links: linksOf(stack) };
}

const around: readonly Frame[] = [
  { id: besideFrame, title: "beside the network" },
  { id: watchFrame, title: "watching" },
];

/** The picture as one SVG that needs nothing from elsewhere; the same plan makes the same bytes. */
export async function drawn(picture: Picture): Promise<string> {
  const graphviz = await Graphviz.load();
  const svg = graphviz.dot(dotOf(picture));
  const body = svg
    .slice(svg.indexOf("<svg"))
    .replace(/<!--[\s\S]*?-->\n?/g, "")
    .replace(/<title>[^<]*<\/title>\n?/g, "") // names like "n3" help nobody who points at them
    .replace(/<svg width="[^"]*" height="[^"]*"/, '<svg role="img"');
  return body.replace(
    />/,
    `>\n<title>${picture.title.replace(/[<>&]/g, "")}</title>\n<style>${style}</style>`,
  );
}

const colours = (of: Readonly<Record<string, readonly [fill: string, line: string]>>): string =>
  Object.entries(of)
    .map(([kind, [fill, line]]) => `.${kind} path,.${kind} polygon{fill:${fill};stroke:${line}}`)
    .join("");

const style = [
  "text{fill:#1d2330;font-family:Helvetica,Arial,sans-serif}.node text{font-size:10px}.node text:first-of-type{font-size:11px;font-weight:600}",
  ".frame path{fill:#00000006;stroke:#9aa4b5}.frame text{fill:#5b6577}",
  ".way path{stroke:#5b6577;fill:none}.way polygon{stroke:#5b6577;fill:#5b6577}",
  ".care path{stroke:#a9b2c1;fill:none}.care polygon{stroke:#a9b2c1;fill:#a9b2c1}.way text,.care text{fill:#5b6577}",
  colours({
    "node.people": ["#fff", "#5b6577"],
    "node.edge": ["#e8f0fe", "#4a7fd4"],
    "node.service": ["#e6f4ea", "#3f9b5c"],
    "node.function": ["#f3ecfb", "#8b62c4"],
    "node.store": ["#fdf0e1", "#d08a2e"],
    "node.beside": ["#f1f3f6", "#8a94a6"],
    "node.eye": ["#fdeaf0", "#cc5c85"],
  }),
  "@media(prefers-color-scheme:dark){text{fill:#e6e9ef}.frame path{fill:#ffffff08;stroke:#566073}.frame text,.way text,.care text{fill:#9aa4b5}",
  ".way path{stroke:#9aa4b5}.way polygon{stroke:#9aa4b5;fill:#9aa4b5}.care path{stroke:#5f6a7d}.care polygon{stroke:#5f6a7d;fill:#5f6a7d}",
  colours({
    "node.people": ["#1b2029", "#9aa4b5"],
    "node.edge": ["#17263f", "#5f93e6"],
    "node.service": ["#14301f", "#52b573"],
    "node.function": ["#281d3a", "#a380da"],
    "node.store": ["#38270f", "#dd9d46"],
    "node.beside": ["#222833", "#8a94a6"],
    "node.eye": ["#391924", "#de7399"],
  }),
  "}",
].join("");
