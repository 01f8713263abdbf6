import type { Frame, Link, Part, Picture } from "./model.ts";

/** The picture in Graphviz's language. Classes are styled by the picture's own style sheet, for light and for dark. */
export function dotOf({ title, frames, parts, links }: Picture): string {
  const ids = new Map(parts.map(({ id }, index) => [id, `n${index}`]));
  const drawn = links.flatMap((link) => {
    const [from, to] = [ids.get(link.from), ids.get(link.to)];
    return from && to ? [arrow(link, from, to)] : [];
  });
  const inFrame = (frame: string | undefined) =>
    parts.filter((part) => part.frame === frame).map((part) => node(part, ids.get(part.id) ?? ""));
  const framed = (frame: Frame): string[] => [
    `subgraph ${quoted(`cluster_${frame.id}`)} {`,
    `class="frame"; style=rounded; margin=14; labeljust=l; fontsize=11; label=${quoted(frame.title)};`,
    ...inFrame(frame.id),
    ...frames.filter(({ inside }) => inside === frame.id).flatMap(framed),
    "}",
  ];
  return [
    "digraph {",
    `graph [rankdir=LR, ranksep=0.55, nodesep=0.18, bgcolor=transparent, fontname="Helvetica", label=${quoted(title)}, labelloc=t, labeljust=l, fontsize=14, pad=0.3, newrank=true];`,
    'node [shape=box, style="filled,rounded", fontname="Helvetica", fontsize=12, margin="0.2,0.08", height=0.4];',
    'edge [fontname="Helvetica", fontsize=9, arrowsize=0.6, class="way"];',
    ...inFrame(undefined),
    ...frames.filter(({ inside }) => inside === undefined).flatMap(framed),
    ...drawn,
    ...unseen({ parts, links }).flatMap(([from, to]) => {
      const [one, other] = [ids.get(from), ids.get(to)];
      return one && other ? [`${one} -> ${other} [style=invis];`] : [];
    }),
    "}",
  ].join("\n");
}

/** Who has no way to it stands beside those who have: each such part after one of the column before. */
function unseen({ parts, links }: Pick<Picture, "parts" | "links">): readonly (readonly [string, string])[] {
  const reached = new Set(links.map(({ to }) => to));
  const first = (...kinds: readonly Part["kind"][]) =>
    parts.find(({ kind, id }) => kinds.includes(kind) && reached.has(id))?.id;
  const front = parts.find(({ id, frame }) => frame !== undefined && reached.has(id))?.id ?? first("edge");
  const before: Readonly<Record<Part["kind"], string | undefined>> = {
    people: undefined,
    edge: first("edge"),
    service: front,
    function: front,
    store: first("service"),
    beside: first("service"),
    eye: undefined,
  };
  return parts.flatMap(({ id, kind }) => {
    const from = before[kind];
    return from === undefined || from === id || reached.has(id) ? [] : [[from, id] as const];
  });
}

/** The first line is the title: the style sheet makes it bold, and the others small. */
const node = ({ kind, title, says }: Part, id: string): string =>
  `${id} [class="${kind}", label=${quoted([title, ...says.filter((line) => line !== "")].join("\n"))}];`;

function arrow({ says, quiet }: Link, from: string, to: string): string {
  const words = says === undefined ? [] : [`label=${quoted(says)}`];
  const how = quiet ? ['class="care"', "style=dashed"] : [];
  return `${from} -> ${to} [${[...words, ...how].join(", ")}];`;
}

const quoted = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
