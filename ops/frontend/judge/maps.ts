import { type Flaw, placeIn } from "../flaw.ts";

const inline = /[#@]\s*sourceMappingURL=data:/g;

/** The source itself, as the bundler packs it beside or into what it builds. */
export const mapsIn = (file: string, text: string): readonly Flaw[] =>
  file.endsWith(".map")
    ? [{ file, says: "is a source map: it shows everybody the source (--source-maps publishes it)" }]
    : [...text.matchAll(inline)].map((match) => ({
        file,
        at: placeIn(text, match.index),
        says: "holds its source map: it shows everybody the source (--source-maps publishes it)",
      }));
