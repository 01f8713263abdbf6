import type { Surface } from "../../config/shape/surface.ts";
import type { Broken } from "./additive.ts";
import type { Api, ApiOperation } from "./operations.ts";
import { keyOf } from "./paths.ts";

/** Where the document's public operations and the stack file's list are not the same (K02). */
export function unlike(api: Api, surface: Surface): readonly Broken[] {
  const listed = new Map(
    surface.public.map(({ method, path }) => [keyOf(method, path), `${method} ${path}`]),
  );
  const documented = [...api.operations.values()];
  return [
    ...documented
      .filter((one) => one.public && !listed.has(one.key))
      .map(({ name }) => ({
        operation: name,
        says: "the document marks it public, and the stack file does not list it",
      })),
    ...[...listed].flatMap(([key, operation]) => {
      const found = api.operations.get(key);
      if (found?.public) return [];
      const says = found
        ? "the stack file lists it, and the document does not mark it public"
        : "the stack file lists it, and the document does not have it";
      return [{ operation, says }];
    }),
  ];
}

/** Operations that let everybody in by their `security`, and are not marked public: one of the two is a slip (K02). */
export const unmarked = (api: Api): readonly Broken[] =>
  [...api.operations.values()]
    .filter((one) => !one.public && opens(one))
    .map(({ name }) => ({
      operation: name,
      says: "its `security` asks for nothing, and it is not marked public",
    }));

const opens = ({ security }: ApiOperation): boolean =>
  security !== undefined && (security.length === 0 || security.some((way) => Object.keys(way).length === 0));

/** Routes of the code that the document does not have, and the other way round (K02). */
export function ghosts(api: Api, routes: ReadonlyMap<string, string>): readonly Broken[] {
  const documented = [...api.operations.values()];
  return [
    ...[...routes]
      .filter(([key]) => !api.operations.has(key) && !framework(key, api))
      .map(([, operation]) => ({ operation, says: "the code serves it, and the document does not have it" })),
    ...documented
      .filter(({ key }) => !routes.has(key))
      .map(({ name }) => ({ operation: name, says: "the document has it, and the code does not serve it" })),
  ];
}

/** What frameworks add by themselves: HEAD to each GET, and OPTIONS wherever there is something. */
function framework(key: string, { operations }: Api): boolean {
  const [method, path] = key.split(" ");
  if (method === "HEAD") return operations.has(`GET ${path}`);
  return method === "OPTIONS" && [...operations.keys()].some((one) => one.split(" ")[1] === path);
}
