import { canonical, isJson, type Json, jsonAt } from "./json.ts";
import type { Api, ApiOperation } from "./operations.ts";
import { Comparison } from "./schema/compare.ts";
import type { Breach, Direction } from "./schema/pair.ts";

export interface Broken {
  readonly operation: string;
  readonly says: string;
}

/** What a client of the live document would trip over in the next one: additions alone are none (K26). */
export function breaking(live: Api, next: Api): readonly Broken[] {
  const operations = new Operations(live, next);
  return [...live.operations.values()].flatMap((before) => {
    const after = next.operations.get(before.key);
    const says = after
      ? [...admission(before, after), ...operations.breaches(before, after)]
      : ["the operation is gone"];
    return [...new Set(says)].map((one) => ({ operation: before.name, says: one }));
  });
}

/** Operations that the live document does not have. */
export const added = (live: Api, next: Api): readonly string[] =>
  [...next.operations.values()].filter(({ key }) => !live.operations.has(key)).map(({ name }) => name);

/** Whoever was let in with what they have still is. */
function admission(before: ApiOperation, after: ApiOperation): readonly string[] {
  const now = waysIn(after);
  const barred = waysIn(before).some((way) => !now.some((other) => admits(way, other)));
  return [
    ...(before.public && !after.public ? ["it was public and needs a credential"] : []),
    ...(barred ? ["credentials that were enough no longer are: its `security` asks for others"] : []),
  ];
}

/** One that asks for nothing, where the document says nothing or that nothing is asked. */
const waysIn = ({ security }: ApiOperation): readonly Json[] => (security?.length ? security : [{}]);

const admits = (has: Json, asked: Json): boolean =>
  Object.entries(asked).every(([scheme, scopes]) => {
    const own = has[scheme];
    return (
      Array.isArray(own) &&
      [scopes].flat().every((scope) => own.some((one) => canonical(one) === canonical(scope)))
    );
  });

class Operations {
  readonly #comparison: Comparison;
  readonly #live: Api;
  readonly #next: Api;

  constructor(live: Api, next: Api) {
    this.#comparison = new Comparison(live.resolve, next.resolve);
    this.#live = live;
    this.#next = next;
  }

  breaches(before: ApiOperation, after: ApiOperation): readonly string[] {
    return [
      ...this.#parameters(before.parameters, after.parameters),
      ...this.#body(before.body, after.body),
      ...this.#answers(before.responses, after.responses),
    ];
  }

  #parameters(before: ApiOperation["parameters"], after: ApiOperation["parameters"]): readonly string[] {
    const kept = [...before].flatMap(([key, live]) => {
      const next = after.get(key);
      const what = `parameter ${wordsFor(key, live)}`;
      if (!next) return [`${what}: it is gone`];
      return [
        ...(live.required !== true && next.required === true ? [`${what}: it must be sent now`] : []),
        ...["style", "explode", "allowReserved"]
          .filter((word) => canonical(live[word]) !== canonical(next[word]))
          .map((word) => `${what}: ${word} is another`),
        ...this.#media(what, withContent(live), withContent(next), "request"),
      ];
    });
    const asked = [...after].filter(([key, next]) => !before.has(key) && next.required === true);
    return [...kept, ...asked.map(([key, next]) => `parameter ${wordsFor(key, next)}: it must be sent now`)];
  }

  #body(before: Json | undefined, after: Json | undefined): readonly string[] {
    if (!before) return after?.required === true ? ["request body: it must be sent now"] : [];
    if (!after) return ["request body: it is gone"];
    const asked = before.required !== true && after.required === true;
    return [
      ...(asked ? ["request body: it must be sent now"] : []),
      ...this.#media("request body", before, after, "request"),
    ];
  }

  #answers(before: Json, after: Json): readonly string[] {
    return Object.entries(before).flatMap(([status, response]) => {
      const next = after[status] ?? after[`${status[0]}XX`] ?? after.default;
      if (next === undefined) return /^[23]/.test(status) ? [`answer ${status}: it is gone`] : [];
      const [live, now] = [this.#live.resolve(response), this.#next.resolve(next)];
      const headers = jsonAt(now, "headers");
      return [
        ...this.#media(`answer ${status}`, live, now, "answer"),
        ...Object.entries(jsonAt(live, "headers")).flatMap(([name, header]) => {
          const found = Object.keys(headers).find((one) => one.toLowerCase() === name.toLowerCase());
          const what = `answer ${status}, header ${name}`;
          if (found === undefined) return [`${what}: it is gone`];
          const [was, is] = [this.#live.resolve(header), this.#next.resolve(headers[found])];
          return this.#media(what, withContent(was), withContent(is), "answer");
        }),
      ];
    });
  }

  #media(what: string, before: Json, after: Json, direction: Direction): readonly string[] {
    const [live, next] = [jsonAt(before, "content"), jsonAt(after, "content")];
    return Object.entries(live).flatMap(([type, media]) => {
      const now = next[type];
      if (now === undefined) return [`${what}: ${type || "its schema"} is gone`];
      const [was, is] = [this.#live.resolve(media), this.#next.resolve(now)];
      return this.#comparison
        .breaches(was.schema ?? {}, is.schema ?? {}, direction)
        .map((breach) => `${what}${placed(breach)}: ${breach.says}`);
    });
  }
}

/** A parameter's schema stands in it as it is, or below a media type. */
const withContent = (parameter: Json): Json =>
  isJson(parameter.content) ? parameter : { content: { "": { schema: parameter.schema ?? {} } } };

const wordsFor = (key: string, { name }: Json): string => `${key.split(" ")[0]} ${String(name)}`;

export const placed = ({ at }: Breach): string => (at === "" ? "" : ` ${at.replace(/^\./, "")}`);
