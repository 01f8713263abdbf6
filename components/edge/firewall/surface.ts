import { crooked, operationForm, packed, routeForm } from "./forms.ts";
import type { RuleName } from "./rule.ts";
import type { Demoted, FirewallSettings, Open, Operation, Pages, Paths } from "./settings.ts";
import {
  all,
  any,
  either,
  equals,
  header,
  host,
  matches,
  method,
  not,
  path,
  present,
  type Statement,
} from "./statement.ts";

type Rules = Readonly<Partial<Record<RuleName, Statement>>>;

/**
 * What the world may call (K02). Everything is refused but what is named: a host that nobody knows, a path written in
 * another way or a method that is not listed needs a credential as well.
 */
export function surface(settings: FirewallSettings): Rules {
  const { open, demoted, frozen } = settings;
  const closed = any(at(demoted.filter(({ answer }) => answer === "credential")));
  const openTo = open && opening(open);
  const asked = any([...(closed ? [closed] : []), ...(openTo ? [not(openTo)] : [])]);
  const foreign = open && foreignOrigin(open);
  return {
    ...unavailable(demoted),
    ...(asked && { credential: all(asked, not(preflight), ...without(settings.credentials)) }),
    ...(foreign && { origin: foreign }),
    ...(openTo && frozen && frozen.protected.length > 0 && { frozen: undeclared(openTo, frozen.protected) }),
  };
}

/** Nothing of a page's, neither cookie nor header, comes with it ("CORS-preflight request", Fetch standard). */
const preflight = all(
  equals(method, "OPTIONS"),
  present(header("origin")),
  present(header("access-control-request-method")),
);

const without = (credentials: FirewallSettings["credentials"]): readonly Statement[] =>
  credentials.map((one) =>
    not(
      present(
        "header" in one
          ? header(one.header)
          : {
              Cookies: {
                MatchPattern: { IncludedCookies: [one.cookie] },
                MatchScope: "VALUE",
                OversizeHandling: "NO_MATCH",
              },
            },
      ),
    ),
  );

/** What needs no credential. A service has pages, or a path that shows its health, so there is always something. */
function opening({ operations, health, pages }: Open): Statement {
  const hosts = new Set([...operations, ...health].map((one) => one.host));
  const calls = [...hosts].flatMap((name) => {
    const listed = any([
      ...byMethod(operations.filter((one) => one.host === name)),
      ...healthOf(health.filter((one) => one.host === name)),
    ]);
    return listed ? [all(host(name), listed)] : [];
  });
  const called = any(calls);
  const open = any([...(called ? [all(called, not(matches(path, crooked)))] : []), ...pages.map(shown)]);
  if (!open) throw new Error("nothing is served");
  return open;
}

function byMethod(operations: readonly Operation[]): readonly Statement[] {
  return [...new Set(operations.map((one) => one.method))].flatMap((verb) => {
    const paths = anyOf(
      operations.filter((one) => one.method === verb).map((one) => operationForm(one.path)),
    );
    return paths ? [all(equals(method, verb), paths)] : [];
  });
}

function healthOf(health: readonly Paths[]): readonly Statement[] {
  const paths = anyOf(health.flatMap(({ routes }) => routes.map(routeForm)));
  return paths ? [all(matches(method, "^(?:GET|HEAD)$"), paths)] : [];
}

/** A path of one of the forms; undefined where there is none. */
export const anyOf = (forms: readonly string[], ...types: readonly ("URL_DECODE" | "NORMALIZE_PATH")[]) =>
  any(packed(forms).map((form) => matches(path, form, ...types)));

/** A host's own pages; where an API shares the host, as the balancer tells the two apart. */
export function shown({ host: name, routes, except }: Pages): Statement {
  const here = anyOf(routes.map(routeForm));
  const api = anyOf(except.map(routeForm));
  return here && api ? all(host(name), here, not(api)) : host(name);
}

/** The demoted paths however they are written: URL_DECODE and NORMALIZE_PATH read them as a service would. */
function at(demoted: readonly Demoted[]): readonly Statement[] {
  return [...new Set(demoted.map((one) => one.host))].flatMap((name) => {
    const forms = demoted.filter((one) => one.host === name).map((one) => routeForm(one.path));
    const paths = anyOf(forms, "URL_DECODE", "NORMALIZE_PATH");
    return paths ? [all(host(name), paths)] : [];
  });
}

function unavailable(demoted: readonly Demoted[]): Rules {
  const of = (kind: Demoted["answer"]) => any(at(demoted.filter(({ answer }) => answer === kind)));
  const [calls, pages] = [of("unavailable"), of("unavailable-page")];
  return { ...(calls && { unavailable: calls }), ...(pages && { "unavailable-page": pages }) };
}

/** Neither public nor one of the paths that a credential still opens. */
function undeclared(openTo: Statement, kept: readonly Paths[]): Statement {
  const credentialed = kept.flatMap(({ host: name, routes }) => {
    const paths = anyOf(routes.map(routeForm));
    return paths ? [all(host(name), paths, not(matches(path, crooked)))] : [];
  });
  return all(not(preflight), not(either(openTo, ...credentialed)));
}

/** A page that is none of ours calls an API: browsers say so, and a preflight is answered by the service (C05, W08). */
function foreignOrigin({ origins, pages }: Open): Statement {
  const known = any(origins.map((origin) => equals(header("origin"), origin)));
  const ours = any(pages.map(shown));
  return all(present(header("origin")), ...(known ? [not(known)] : []), ...(ours ? [not(ours)] : []));
}
