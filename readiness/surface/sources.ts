import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Path } from "../../config/finding.ts";
import { type Mistake, mistakeIn, type Position } from "../../config/mistakes.ts";
import { readYaml } from "../../config/reading/yaml-file.ts";
import type { Config } from "../../config/schema.ts";
import type { Surface } from "../../config/shape/surface.ts";
import { platformKey } from "../../config/stack-file.ts";
import { InputMistakes } from "../errors.ts";
import { readCodeRoutes } from "./code-routes.ts";
import { type Read, readDocument } from "./document.ts";
import { type Api, apiOf } from "./operations.ts";

/** An API whose document was read, and what it is compared with. */
export interface Documented {
  readonly service: string;
  readonly surface: Surface;
  readonly api: Api;
  /** Of the live release. */
  readonly released: Api | undefined;
  readonly routes: ReadonlyMap<string, string> | undefined;
}

/** What tells one stack's documents: their paths are below the folder of its file. */
export interface SourcesOf {
  readonly directory: string;
  readonly file: string;
  readonly stack: string;
  readonly config: Pick<Config, "services">;
  /** Nothing need be promised yet: a released document that is not there is none. */
  readonly first?: boolean;
}

type Word = "document" | "released" | "codeRoutes";

/** Reads all that a stack file names. @throws InputMistakes with everything that is wrong with any of it */
export async function readSurfaces(of: SourcesOf): Promise<readonly Documented[]> {
  const read = await Promise.all(
    Object.entries(of.config.services).flatMap(([service, one]) =>
      one.kind === "api" ? [new Source(of, service, one.surface).read()] : [],
    ),
  );
  const mistakes = read.flatMap((one) => ("mistakes" in one ? one.mistakes : []));
  if (mistakes.length > 0) throw new InputMistakes(once(mistakes));
  return read.flatMap((one) => ("read" in one && one.read ? [one.read] : []));
}

/** Services may share a document. */
const once = (mistakes: readonly Mistake[]): readonly Mistake[] => [
  ...new Map(mistakes.map((one) => [JSON.stringify(one), one])).values(),
];

/** What one service's surface is read from. */
class Source {
  readonly #of: SourcesOf;
  readonly #service: string;
  readonly #surface: Surface;

  constructor(of: SourcesOf, service: string, surface: Surface) {
    this.#of = of;
    this.#service = service;
    this.#surface = surface;
  }

  async read(): Promise<Read<Documented | undefined>> {
    const { document: name, released, codeRoutes } = this.#surface;
    if (name === undefined) {
      const word = released === undefined ? "codeRoutes" : "released";
      return released === undefined && codeRoutes === undefined
        ? { read: undefined }
        : {
            mistakes: [this.#wrong("document", `${word} without a document`, "the document to compare with")],
          };
    }
    if (released === name)
      return {
        mistakes: [
          this.#wrong("released", "the document itself", "the live release's, in a file of its own"),
        ],
      };
    const [document, live, routes] = await Promise.all([
      this.#file("document", async (path, file) => readDocument(path, file)),
      this.#file("released", async (path, file) => readDocument(path, file)),
      this.#file("codeRoutes", async (path, file) => readCodeRoutes(path, file)),
    ]);
    const mistakes = [document, live, routes].flatMap((one) => ("mistakes" in one ? one.mistakes : []));
    if ("mistakes" in document || "mistakes" in live || "mistakes" in routes || !document.read)
      return { mistakes };
    return {
      read: {
        service: this.#service,
        surface: this.#surface,
        api: apiOf(document.read),
        released: live.read && apiOf(live.read),
        routes: routes.read,
      },
    };
  }

  async #file<T>(
    word: Word,
    read: (path: string, file: string) => Promise<Read<T>>,
  ): Promise<Read<T | undefined>> {
    const name = this.#surface[word];
    if (name === undefined) return { read: undefined };
    const path = join(this.#of.directory, name);
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return read(path, name);
    if (word === "released" && this.#of.first) return { read: undefined };
    const hint =
      word === "released"
        ? `./golive ops surface accept ${this.#of.stack} --yes writes the first one`
        : undefined;
    return {
      mistakes: [this.#wrong(word, `no such file: ${name}`, "a file below the project's folder", hint)],
    };
  }

  #wrong(word: Word, found: string, allowed: string, hint?: string): Mistake {
    const path = ["services", this.#service, "surface", word];
    const finding = { path, found, allowed, ...(hint ? { hint } : {}) };
    return mistakeIn(this.#of.file, finding, placeIn(this.#of, path));
  }
}

/** Where the stack file says it; undefined where it was not read from a file. */
function placeIn({ directory, file }: SourcesOf, path: Path): Position | undefined {
  const there = join(directory, file);
  if (!existsSync(there)) return undefined;
  const yaml = readYaml(readFileSync(there, "utf8"));
  return "findings" in yaml ? undefined : yaml.position(["config", platformKey, ...path]);
}
