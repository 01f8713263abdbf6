import { z } from "zod";
import type { WrittenBreakers } from "../../config/breakers-text.ts";
import { overlaps } from "../../config/checks/routes.ts";
import type { Config } from "../../config/schema.ts";
import { mistyped, WrongInput } from "../errors.ts";

/** Why, by whom, until when: what every breaker says. */
export interface Held {
  readonly reason: string;
  readonly owner: string;
  /** The last day, ISO 8601. */
  readonly until: string;
}

export interface Demotion extends Held {
  readonly service: string;
  readonly path: string;
  readonly answer: "credential" | "unavailable";
}

const entry = z.looseObject({ service: z.string().optional(), path: z.string().optional() });
const written = z.looseObject({
  breakers: z.looseObject({ demote: z.array(entry).optional() }).optional(),
});

/** The breakers as the file has them, without the defaults that a reader adds. */
export const writtenBreakers = (platform: unknown): z.infer<typeof written>["breakers"] =>
  written.safeParse(platform).data?.breakers;
type Written = ReturnType<typeof writtenBreakers>;

/** One path is demoted one way: the newest word about it stands. */
export const demoted = (now: Written, { service, path, answer, ...held }: Demotion): WrittenBreakers => ({
  ...now,
  demote: [...others(now, path), { service, path, answer, ...held }],
});

/** Nothing but the operations that are declared now; how many that are, the file says once more. */
export const frozen = (
  now: Written,
  { services }: Pick<Config, "services">,
  held: Held,
): WrittenBreakers => ({
  ...now,
  freeze: { operations: publicOperations(services), ...held },
});

/** Without the demotion of that path; without a path, without all that the firewalls hold. A paused worker stays. */
export function lifted(now: Written, path: string | undefined): WrittenBreakers {
  const { demote, freeze, rate, ...rest } = now ?? {};
  const kept = path === undefined ? [] : others(now, path);
  return {
    ...(kept.length > 0 && { demote: kept }),
    ...(path !== undefined && freeze !== undefined && { freeze }),
    ...(path !== undefined && rate !== undefined && { rate }),
    ...rest,
  };
}

const others = (now: Written, path: string) => (now?.demote ?? []).filter((one) => one.path !== path);

const publicOperations = (services: Config["services"]): number =>
  Object.values(services).reduce((sum, one) => sum + (one.kind === "api" ? one.surface.public.length : 0), 0);

/**
 * Whose path it is.
 * @throws WrongInput where no service serves it, or several do and nobody said which
 */
export function serviceOf({ services }: Pick<Config, "services">, path: string, asked?: string): string {
  const serving = Object.entries(services).flatMap(([id, one]) =>
    "routes" in one && overlaps(path, one.routes) ? [id] : [],
  );
  const [only] = asked === undefined ? serving : serving.filter((id) => id === asked);
  if (only !== undefined && (asked !== undefined || serving.length === 1)) return only;
  throw new WrongInput([
    serving.length > 1
      ? mistyped("--service", asked ?? "nothing", `whose path it is: one of ${serving.join(", ")}`)
      : mistyped(asked === undefined ? "<path>" : "--service", asked ?? path, "a path that a service serves"),
  ]);
}
