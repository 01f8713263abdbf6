/** The address of an error tracker, taken apart. Its key lets anybody write there, so nothing but the host is ever shown. */
export interface Dsn {
  readonly key: string;
  readonly host: string;
  readonly origin: string;
  /** Where events are sent ("Envelopes", Sentry's developer documentation). */
  readonly envelopes: string;
}

/** `https://<key>@<host>/<path>/<project>`; undefined where it is none. */
export function dsnOf(text: string): Dsn | undefined {
  const [, key] = /^https:\/\/(\w+)@[^\s@?#]+\/\d+$/.exec(text) ?? [];
  if (key === undefined || !URL.canParse(text)) return undefined;
  const { host, origin, pathname } = new URL(text);
  return { key, host, origin, envelopes: `${origin}${pathname.replace(/(\d+)$/, "api/$1")}/envelope/` };
}
