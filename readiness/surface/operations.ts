import { isJson, type Json, jsonAt, listAt, textAt } from "./json.ts";
import { keyOf } from "./paths.ts";
import { type Resolve, resolving } from "./refs.ts";

/** An operation of a document, as far as it is judged. */
export interface ApiOperation {
  /** `GET /api/companies/{}`, with the servers' base path. */
  readonly key: string;
  /** The same with its parameters' names, for people. */
  readonly name: string;
  readonly public: boolean;
  /** Ways to be let in, one of which is enough; `undefined`: the document does not say. */
  readonly security: readonly Json[] | undefined;
  readonly parameters: ReadonlyMap<string, Json>;
  readonly body: Json | undefined;
  readonly responses: Json;
  /** Servers of its own, beside the document's. */
  readonly ownServers: boolean;
}

export interface Api {
  readonly operations: ReadonlyMap<string, ApiOperation>;
  readonly servers: readonly string[];
  readonly resolve: Resolve;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** What a document says, operation by operation. */
export function apiOf(document: Json): Api {
  const resolve = resolving(document);
  const servers = listAt(document, "servers").filter(isJson).map(address);
  const base = basePath(servers[0]);
  const operations = Object.entries(jsonAt(document, "paths")).flatMap(([path, item]) => {
    const place = resolve(item);
    return methods
      .filter((method) => isJson(place[method]))
      .map((method) =>
        operationOf(document, resolve, { method, path: base + path, place, said: jsonAt(place, method) }),
      );
  });
  return { operations: new Map(operations.map((one) => [one.key, one])), servers, resolve };
}

interface Said {
  readonly method: string;
  readonly path: string;
  readonly place: Json;
  readonly said: Json;
}

function operationOf(document: Json, resolve: Resolve, { method, path, place, said }: Said): ApiOperation {
  const security = Array.isArray(said.security) ? said.security : document.security;
  return {
    key: keyOf(method, path),
    name: `${method.toUpperCase()} ${path}`,
    public: said["x-visibility"] === "public",
    security: Array.isArray(security) ? security.filter(isJson) : undefined,
    parameters: new Map(
      [...listAt(place, "parameters"), ...listAt(said, "parameters")].map((one) => {
        const parameter = resolve(one);
        return [parameterKey(parameter, path), parameter]; // the operation's own replaces the path's
      }),
    ),
    body: said.requestBody === undefined ? undefined : resolve(said.requestBody),
    responses: jsonAt(said, "responses"),
    ownServers: listAt(place, "servers").length + listAt(said, "servers").length > 0,
  };
}

/** A parameter of the path is told by its place there; the name is between the document and its readers. */
function parameterKey(parameter: Json, path: string): string {
  const [name, where] = [textAt(parameter, "name") ?? "", textAt(parameter, "in") ?? ""];
  if (where === "path")
    return `path ${[...path.matchAll(/\{([^}]*)\}/g)].findIndex(([, one]) => one === name)}`;
  return `${where} ${where === "header" ? name.toLowerCase() : name}`;
}

/** A server's address, with the variables' usual values. */
const address = (server: Json): string =>
  (textAt(server, "url") ?? "").replaceAll(
    /\{([^}]+)\}/g,
    (_, name: string) => textAt(jsonAt(jsonAt(server, "variables"), name), "default") ?? "",
  );

/** The part of every path that stands in the server's address. */
export function basePath(server = "/"): string {
  const path = URL.canParse(server) ? new URL(server).pathname : server.replace(/[?#].*/, "");
  return path.replace(/^(?!\/)/, "/").replace(/\/+$/, "");
}
