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
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, host, origin, pathname, search, hash } = new URL(text);
  const [, path, project] = /^(.*)\/(\d+)$/.exec(pathname) ?? [];
  if (protocol !== "https:" || !/^\w+$/.test(username) || password !== "" || search !== "" || hash !== "")
    return undefined;
  return project === undefined
    ? undefined
    : { key: username, host, origin, envelopes: `${origin}${path}/api/${project}/envelope/` };
}
