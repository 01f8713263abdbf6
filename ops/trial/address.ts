import { WrongInput } from "../errors.ts";
import type { Target } from "../target.ts";
import type { Trial } from "./trial.ts";

/** Where the pages are, beside the services. */
export const pagesId = "pages";

/** Hosts that the world reaches, by service; `pages` is the frontend's. */
export function hostsOf({ config }: Target): Readonly<Record<string, string>> {
  const hosts = Object.entries(config.services).flatMap(([id, service]) =>
    "host" in service ? [[id, service.host] as const] : [],
  );
  return Object.fromEntries(config.frontend ? [...hosts, [pagesId, config.frontend.host]] : hosts);
}

/** The origin at which a service is asked: its own host, or where the trial was told to go instead. */
export function addressOf({ target, through }: Pick<Trial, "target" | "through">, service: string): string {
  const elsewhere = through[service];
  if (elsewhere !== undefined) return elsewhere;
  const host = hostsOf(target)[service];
  if (host === undefined) throw new Error(`${service} has no host`);
  return `https://${host}`;
}

/** What `--through api=http://127.0.0.1:8000` says, by service. @throws WrongInput naming what is not so */
export function throughOf(target: Target, words: readonly string[]): Readonly<Record<string, string>> {
  const hosts = hostsOf(target);
  const read = words.map((word) => {
    const [, service = "", url = ""] = /^([a-z][a-z0-9-]*)=(https?:\/\/[^\s/?#@]+)\/?$/.exec(word) ?? [];
    return { word, service, url };
  });
  const wrong = read.filter(({ service }) => !Object.hasOwn(hosts, service));
  if (wrong.length > 0)
    throw new WrongInput(
      wrong.map(({ word }) => ({
        file: "the command line",
        path: "--through",
        found: word,
        allowed: `<service>=<origin>, e.g. ${Object.keys(hosts)[0] ?? "api"}=http://127.0.0.1:8000, of one of ${Object.keys(hosts).join(", ")}`,
      })),
    );
  return Object.fromEntries(read.map(({ service, url }) => [service, url]));
}
