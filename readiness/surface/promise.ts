import { added, type Broken, breaking } from "./additive.ts";
import { readSurfaces, type SourcesOf } from "./sources.ts";

/** What a document would add to the promise of the live release, and what it would break. */
export interface Promised {
  readonly service: string;
  readonly added: readonly string[];
  readonly broken: readonly Broken[];
}

/** By service that names a document; where nothing was promised so far, all of it is added. @throws InputMistakes */
export async function promisedBy(of: SourcesOf): Promise<readonly Promised[]> {
  const documented = await readSurfaces({ ...of, first: true });
  return documented.map(({ service, api, released }) => ({
    service,
    added: released ? added(released, api) : [...api.operations.values()].map(({ name }) => name),
    broken: released ? breaking(released, api) : [],
  }));
}
