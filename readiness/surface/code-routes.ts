import { readFileSync } from "node:fs";
import type { Mistake } from "../../config/mistakes.ts";
import type { Read } from "./document.ts";
import { keyOf } from "./paths.ts";

/** What the code serves: `GET /path` a line; empty lines and what stands behind `#` do not count. Key to line. */
export function readCodeRoutes(path: string, file: string): Read<ReadonlyMap<string, string>> {
  const routes = new Map<string, string>();
  const mistakes: Mistake[] = [];
  for (const [index, line] of readFileSync(path, "utf8").split(/\r?\n/).entries()) {
    const route = line.replace(/(^|\s)#.*/, "").trim();
    if (route === "") continue;
    const [method, place] = /^([A-Z]+)\s+(\/\S*)$/.exec(route)?.slice(1) ?? [];
    if (method && place) routes.set(keyOf(method, place), `${method} ${place}`);
    else
      mistakes.push({
        file,
        line: index + 1,
        column: 1,
        path: "",
        found: "no route",
        allowed: "a method in capitals and a path, e.g. GET /api/status",
      });
  }
  return mistakes.length > 0 ? { mistakes } : { read: routes };
}
