import type { Config } from "../../config/schema.ts";
import { endpointsIn } from "../frontend/judge/endpoints.ts";
import { pagesId } from "../trial/address.ts";
import { wrongWith } from "../trial/asker.ts";
import type { Trial } from "../trial/trial.ts";
import { type Check, saidOf } from "./check.ts";

const scripts = /<script\b[^>]*\bsrc="([^"]+)"/gi;
const mostScripts = 20;

/** What pages are made of names no machine but the platform's (P10), and unknown paths answer with the application (P01). */
export function pagesChecks(config: Config): readonly Check[] {
  const { frontend } = config;
  if (frontend === undefined) return [];
  const index: Check = {
    name: "pages are served",
    requirements: ["P01", "C11"],
    run: async ({ ask, address }) => {
      const wrong = wrongWith(await ask({ url: `${address(pagesId)}/` }), [200]);
      return saidOf(wrong === undefined ? [] : [wrong], "200");
    },
  };
  const local: Check = {
    name: "pages name no local address",
    requirements: ["P10"],
    run: async ({ ask, address, trial }) => {
      const origin = address(pagesId);
      const home = await ask({ url: `${origin}/`, text: true });
      if ("failed" in home) return { passed: false, found: home.failed };
      const named = [...home.text.matchAll(scripts)].flatMap(([, src = ""]) => {
        const url = URL.canParse(src, `${origin}/`) ? new URL(src, `${origin}/`) : undefined;
        return url?.origin === origin ? [url.href] : [];
      });
      const config_ = frontend.kind === "static" ? [`${origin}/config.js`] : [];
      const files = [...new Set([...config_, ...named])].slice(0, mostScripts);
      const texts = await Promise.all(
        files.map(async (url) => ({ url, answer: await ask({ url, text: true }) })),
      );
      const read = [
        { name: "/", text: home.text },
        ...texts.map(({ url, answer }) => ({
          name: new URL(url).pathname,
          text: "text" in answer ? answer.text : "",
        })),
      ];
      const unread = texts.flatMap(({ url, answer }) => {
        const wrong = wrongWith(answer, [200]);
        return wrong === undefined ? [] : [`${new URL(url).pathname} ${wrong}`];
      });
      const found = read.flatMap(({ name, text }) =>
        endpointsIn(name, withoutRehearsal(text, trial), config.domain.zone).map(
          ({ says }) => `${name} holds ${says}`,
        ),
      );
      return saidOf([...unread, ...new Set(found)], `none in ${read.length} files`);
    },
  };
  const fallback: Check = {
    name: "unknown paths answer with the application",
    requirements: ["P01"],
    run: async ({ ask, address, own }) => {
      const origin = address(pagesId);
      const home = await ask({ url: `${origin}/`, text: true });
      const other = await ask({ url: `${origin}/${own.run}/deep`, text: true });
      const wrong = wrongWith(other, [200]);
      const same = "text" in home && "text" in other && home.text === other.text;
      return saidOf(
        wrong === undefined ? (same ? [] : ["it is another page than index.html"]) : [wrong],
        "index.html",
      );
    },
  };
  return [index, local, ...(frontend.kind === "static" && frontend.spaFallback ? [fallback] : [])];
}

/** In a rehearsal services are elsewhere on purpose. */
const withoutRehearsal = (text: string, { through }: Trial): string =>
  Object.values(through).reduce((rest, origin) => rest.replaceAll(origin, ""), text);
