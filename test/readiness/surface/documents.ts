import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Surface } from "../../../config/shape/surface.ts";
import { isJson, type Json } from "../../../readiness/surface/json.ts";
import { apiOf } from "../../../readiness/surface/operations.ts";
import { surfaceRules } from "../../../readiness/surface/rules.ts";
import type { Documented } from "../../../readiness/surface/sources.ts";

/** A small API: two public operations, one that needs a session, and a schema that refers to itself. */
export const shop = (): Json => parse(readFileSync(join(import.meta.dirname, "shop.yaml"), "utf8"));

export const surface: Surface = {
  public: [
    { method: "GET", path: "/status" },
    { method: "POST", path: "/orders" },
  ],
  count: 2,
  protected: [],
};

export const routes = new Map(
  ["GET /status", "POST /orders", "GET /orders/{}"].map((route) => [route, route]),
);

/** The document with one place in it changed; `undefined` takes the key away. */
export function changed(path: string, value: unknown, document: Json = shop()): Json {
  const copy = structuredClone(document);
  const keys = path.split(" ");
  const last = keys.pop() ?? "";
  const place = keys.reduce<unknown>((at, key) => {
    if (isJson(at) && at[key] === undefined) Reflect.set(at, key, {});
    return isJson(at) || Array.isArray(at) ? Reflect.get(at, key) : undefined;
  }, copy);
  if (!(isJson(place) || Array.isArray(place))) throw new Error(`nothing at ${path}`);
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
  return copy;
}

/** All that the rules say of a document, by rule. */
export function said(document: Json, more: Partial<Documented> = {}): readonly string[] {
  const one: Documented = {
    service: "api",
    surface,
    api: apiOf(document),
    released: apiOf(shop()),
    routes,
    ...more,
  };
  return surfaceRules.flatMap(({ id, findings }) =>
    findings(one).map(({ operation, says }) => `${id.replace("surface-", "")} ${operation}: ${says}`),
  );
}
