import { type Launch, notLaunched } from "../launch.ts";
import type { Waiver } from "../waivers/waivers.ts";
import { namesProduction } from "./production.ts";

/** What the engine tells a pack about the stack it judges. */
export interface Context {
  readonly floor: "production" | "staging";
  readonly waivers: readonly Waiver[];
  readonly launch: Launch;
}

/**
 * The engine hands the stack's name and whole configuration over in the environment. `PULUMI_CONFIG` holds decrypted
 * secrets, so nothing of it is ever printed: of what cannot be read, only the consequence shows.
 */
export function readContext(env: Readonly<Record<string, string | undefined>>): Context {
  const all = record(parsed(env.PULUMI_CONFIG));
  const platform = platformOf(all, env.PULUMI_NODEJS_PROJECT);
  const stack = env.PULUMI_NODEJS_STACK ?? "production";
  const staging = !namesProduction(stack) && platform.environment === "staging";
  return {
    floor: staging ? "staging" : "production",
    waivers: waiversOf(platform.waivers),
    launch: launchOf(platform, all["golive:go"]),
  };
}

function platformOf(
  all: Readonly<Record<string, unknown>>,
  project: string | undefined,
): Readonly<Record<string, unknown>> {
  const key =
    project && `${project}:platform` in all ? `${project}:platform` : Object.keys(all).find(endsInPlatform);
  const value = key === undefined ? undefined : all[key];
  return record(typeof value === "string" ? parsed(value) : value);
}

const endsInPlatform = (key: string): boolean => key.endsWith(":platform");

/** Fields that are not strings become empty ones, which `waivers.ts` refuses: a bad waiver excuses nothing. */
function waiversOf(list: unknown): readonly Waiver[] {
  if (!Array.isArray(list)) return [];
  return list.map(record).map((entry) => ({
    rule: text(entry.rule),
    resource: text(entry.resource),
    reason: text(entry.reason),
    owner: text(entry.owner),
    until: text(entry.until),
  }));
}

/** Whatever is not "not live" is live. An approver whose name or key is no text can sign nothing. */
function launchOf(platform: Readonly<Record<string, unknown>>, go: unknown): Launch {
  const { live = false, approvers } = record(platform.launch);
  return {
    ...notLaunched,
    live: live !== false,
    stack: `${text(platform.product)}-${text(platform.environment)}`,
    approvers: (Array.isArray(approvers) ? approvers : [])
      .map(record)
      .map(({ name, key }) => ({ name: text(name), key: text(key) })),
    go: typeof go === "string" ? (parsed(go) ?? go) : go,
  };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : {};

function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
