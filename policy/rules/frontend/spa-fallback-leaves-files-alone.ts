import { edgeFunction } from "../../reading/cdn.ts";
import { rewritten } from "../../reading/edge-code.ts";
import { resourceRule } from "../../rule.ts";

const page = "/index.html";
const deep = "/orders/7";
const others = ["/api/orders/7", "/assets/app-3f2a9c1b.js", "/missing.js"];

const code = (body: string) => ({ props: { code: `function handler(event) { ${body} }` } });
const fallback = (test: string) => code(`const r = event.request; if (${test}) r.uri = "${page}"; return r;`);

export const spaFallbackLeavesFilesAlone = resourceRule({
  id: "spa-fallback-leaves-files-alone",
  title: "What shows the application's page for its paths does so for neither the API nor files",
  requirements: ["P01", "P02"],
  why: "A browser that is given a page where it asked for a script shows nothing, and an API client reads HTML as an answer.",
  fix: "Rewrite a path only if its last part has no ending and it is neither below /api/ nor below /assets/.",
  judges: edgeFunction,
  // A function that does something else than showing one page for all paths is not judged.
  findings: ({ code }) =>
    rewritten(code, deep) === page
      ? others.flatMap((uri) => {
          const made = rewritten(code, uri);
          return made === uri ? [] : [`it makes ${made ?? "an answer"} of ${uri}`];
        })
      : [],
  examples: {
    pass: [
      fallback('!r.uri.startsWith("/api/") && !/\\.[a-z0-9]+$/i.test(r.uri)'),
      code("return event.request;"),
      code('return { statusCode: 401, statusDescription: "Unauthorized" };'),
      { props: { code: 'import cf from "cloudfront"; function handler(event) { return event.request; }' } },
    ],
    fail: [
      fallback("true"),
      fallback('!r.uri.includes(".")'),
      fallback('!r.uri.startsWith("/api/")'),
      fallback('!r.uri.startsWith("/api/") && !r.uri.startsWith("/assets/")'),
    ],
  },
});
