import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { resolved } from "../../../readiness/program/resolve.ts";
import { documentOf } from "./documents.ts";
import { replaces } from "./replaces.ts";
import { fieldsOf, inputsOf, outputsOf, type Shape } from "./shape.ts";
import { isObject, open, openAll, UNKNOWN, type Values, within } from "./wire.ts";

/** What `Configure` told the provider. */
export interface Setting {
  readonly account: string;
  readonly region: string;
  readonly defaultTags: Values;
}

/** Which input a bridged provider names by itself when the program does not. */
const autonamed = (type: string): string | undefined =>
  type.startsWith("aws:") ? ["name", "bucket"].find((key) => inputsOf(type).has(key)) : undefined;

/**
 * `Check` of the AWS provider: the provider's region and tags are joined to the inputs (pulumi-aws `applyRegion` and
 * `applyTags`), a missing name is made, and what was filled in is listed in `__defaults`.
 */
export function checked(type: string, name: string, olds: Values, news: Values, setting: Setting): Values {
  const inputs = inputsOf(type);
  const region = inputs.has("region") && setting.region ? { region: setting.region } : {};
  const tags = outputsOf(type).has("tagsAll") ? { tagsAll: tagsAll(news.tags, setting.defaultTags) } : {};
  const key = autonamed(type);
  const missing = key !== undefined && news[key] === undefined && news[`${key}Prefix`] === undefined;
  const made = missing ? { [key]: olds[key] ?? `${name}-${digest([type, name]).slice(0, 7)}` } : {};
  return { ...region, ...made, ...news, ...tags, __defaults: Object.keys(made) };
}

function tagsAll(own: unknown, defaults: Values): unknown {
  const tags = open(own);
  if (tags !== undefined && !isObject(tags)) return UNKNOWN;
  return Object.values(tags ?? {}).includes(UNKNOWN) ? UNKNOWN : { ...defaults, ...tags };
}

/** The outputs as far as a preview knows them: the inputs, what the old state holds, and everything else unknown. */
export const planned = (type: string, inputs: Values, olds: Values = {}): Values =>
  complete(type, outputsOf(type), { ...olds, ...settings(inputs) }, () => UNKNOWN);

/** The outputs after AWS has made the resource. */
export function made(
  type: string,
  name: string,
  inputs: Values,
  setting: Setting,
): { id: string; state: Values } {
  const place = { account: setting.account, region: setting.region, partition: "aws" };
  const { id, state } = resolved(type, name, openAll(settings(inputs)), place);
  const given = { policy: documentOf(type, setting.account), ...over(type, state, settings(inputs)) };
  return { id, state: complete(type, outputsOf(type), given, plausible) };
}

/** The outputs after an update in place: the new inputs over what AWS had made. */
export const updated = (type: string, inputs: Values, olds: Values): Values =>
  complete(type, outputsOf(type), over(type, olds, settings(inputs)), plausible);

/** What the program gives, over what AWS has made; a property that both know in part, such as DKIM's, holds both parts. */
function over(type: string, made: Values, given: Values): Values {
  const shape = outputsOf(type);
  const joined = Object.entries(given).map(([key, value]): [string, unknown] => {
    const before = made[key];
    const fields = fieldsOf(type, shape.get(key)?.type ?? "");
    return [key, fields && isObject(before) && isObject(value) ? { ...before, ...value } : value];
  });
  return { ...made, ...Object.fromEntries(joined) };
}

export interface Change {
  readonly changed: readonly string[];
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** `Diff` by inputs. A resource whose name the program chose has to go before its successor can come. */
export function difference(type: string, olds: Values, news: Values): Change {
  const keys = new Set([...Object.keys(settings(olds)), ...Object.keys(settings(news))]);
  const changed = [...keys].filter((key) => !isDeepStrictEqual(open(olds[key]), open(news[key]))).sort();
  const replaced = replaces(type, changed);
  const key = autonamed(type);
  const defaults = news.__defaults;
  const chosen = key !== undefined && !(Array.isArray(defaults) && defaults.includes(key));
  return { changed, replaces: replaced, deleteBeforeReplace: replaced.length > 0 && chosen };
}

/** Why AWS would refuse to delete this, if it would. */
export function refusal(outputs: Values): string | undefined {
  const lock = ["deletionProtection", "enableDeletionProtection", "deletionProtectionEnabled"].find(
    (key) => outputs[key] === true,
  );
  return lock && `OperationNotPermitted: ${lock} is on; switch it off before you delete this`;
}

const settings = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("__")));

type Leaf = (name: string, type: string) => unknown;

function complete(token: string, shape: Shape, given: Values, leaf: Leaf): Values {
  const entries = [...shape].flatMap(([name, { computed, type }]): [string, unknown][] => {
    if (given[name] !== undefined) return [[name, filled(token, type, given[name], leaf)]];
    return computed ? [[name, leaf(name, type)]] : [];
  });
  return Object.fromEntries(entries);
}

function filled(token: string, type: string, given: unknown, leaf: Leaf): unknown {
  return within(given, (value) => {
    if (Array.isArray(value))
      return value.map((item) => filled(token, type.replace(/\[\]$/, ""), item, leaf));
    const shape = isObject(value) ? fieldsOf(token, type) : undefined;
    return shape && isObject(value) ? complete(token, shape, value, leaf) : value;
  });
}

const plausible: Leaf = (name, type) => {
  if (name === "prefix") return ""; // S3's word for a rule that holds for all keys
  if (type.endsWith("[]")) return [];
  if (type === "number") return 0;
  if (type === "boolean") return false;
  return type === "string" ? `${name}-${digest([name]).slice(0, 8)}` : {};
};

const digest = (words: readonly string[]): string =>
  createHash("sha256").update(words.join("/")).digest("hex");
