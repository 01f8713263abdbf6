import { type Broken, placed } from "./additive.ts";
import { type Json, jsonAt } from "./json.ts";
import type { Api, ApiOperation } from "./operations.ts";
import { CatchAlls } from "./schema/catch-alls.ts";

/** Media types whose content has a structure to be named; a picture has none. */
const structured = /^(application\/(.*\+)?(json|xml)|application\/x-www-form-urlencoded|multipart\/.*)(;|$)/i;

/** Public operations that let anything in, or out (K26). */
export function generic(api: Api): readonly Broken[] {
  const catchAlls = new CatchAlls(api.resolve);
  return [...api.operations.values()]
    .filter((operation) => operation.public)
    .flatMap((operation) =>
      [...new Set(parts(api, operation, catchAlls))].map((says) => ({ operation: operation.name, says })),
    );
}

function parts(
  { resolve }: Api,
  { parameters, body, responses }: ApiOperation,
  catchAlls: CatchAlls,
): readonly string[] {
  const schema = (what: string, one: unknown): readonly string[] =>
    catchAlls.in(one).map((breach) => `${what}${placed(breach)}: ${breach.says}`);
  const content = (what: string, holder: Json): readonly string[] =>
    Object.entries(jsonAt(holder, "content")).flatMap(([type, media]) => {
      const { schema: own } = resolve(media);
      return own === undefined && !structured.test(type) ? [] : schema(what, own ?? {});
    });
  return [
    ...[...parameters.values()].flatMap((one) => {
      const what = `parameter ${String(one.name)}`;
      return one.content === undefined ? schema(what, one.schema ?? {}) : content(what, one);
    }),
    ...(body ? content("request body", body) : []),
    ...Object.entries(responses).flatMap(([status, one]) => content(`answer ${status}`, resolve(one))),
  ];
}
