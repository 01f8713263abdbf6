import { rawProperty } from "../reading/unknown.ts";
import type { Recorded } from "./recorded.ts";

/** What stands in an archive as text, by the file's name: `assets["settings.json"].text`, for a node's `known`. */
export interface OpenedArchive {
  readonly assets: Readonly<Record<string, { readonly text: string }>>;
}
export type OpenedArchives = ReadonlyMap<unknown, OpenedArchive>;

/** The SDK gives the content of an archive as promises, and rules do not wait: so it is read before any of them judges. */
export async function opened(resources: readonly Recorded[]): Promise<OpenedArchives> {
  const archives = resources.flatMap(({ props }) =>
    Object.keys(props)
      .map((key) => rawProperty(props, key))
      .filter(isArchive),
  );
  return new Map(await Promise.all(archives.map(async (archive) => [archive, await open(archive)] as const)));
}

/** By the SDK's own mark, as its `Archive.isInstance` tells one whichever copy of the SDK made it. */
const isArchive = (value: unknown): value is object =>
  value instanceof Object && rawProperty(value, "__pulumiArchive") === true;

async function open(archive: object): Promise<OpenedArchive> {
  const files = Object.entries(Object(await inside(archive, "assets")));
  const texts = await Promise.all(
    files.map(async ([name, asset]): Promise<readonly [string, { readonly text: string }][]> => {
      const text = asset instanceof Object ? await inside(asset, "text") : undefined;
      return typeof text === "string" ? [[name, { text }]] : [];
    }),
  );
  return { assets: Object.fromEntries(texts.flat()) };
}

const inside = async (holder: object, key: string): Promise<unknown> => await rawProperty(holder, key);
