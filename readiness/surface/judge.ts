import type { Config } from "../../config/schema.ts";
import type { Finding, RuleInfo, SurfaceRow } from "../types.ts";
import { surfaceRules } from "./rules.ts";
import { type Documented, readSurfaces, type SourcesOf } from "./sources.ts";

/** What the product's documents say of a stack's surface. */
export interface JudgedSurface {
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleInfo[];
}

/** Holds the documents that a stack file names against it. @throws InputMistakes for documents that cannot be read */
export async function judgeSurface(of: SourcesOf & { readonly config: Config }): Promise<JudgedSurface> {
  return judged(await readSurfaces(of), of.config);
}

export function judged(documented: readonly Documented[], config: Config): JudgedSurface {
  const apis = Object.values(config.services).filter(({ kind }) => kind === "api").length;
  return {
    findings: surfaceRules.flatMap(({ id, requirements, fix, findings }) =>
      documented.flatMap((one) =>
        findings(one).map(
          ({ operation, says }): Finding => ({
            rule: id,
            requirements,
            enforcement: "mandatory",
            status: "failed",
            resource: `services.${one.service} ${operation}`,
            message: says,
            fix,
          }),
        ),
      ),
    ),
    rules: surfaceRules.map(({ id, title, requirements, judged: count }) => {
      const seen = documented.reduce((sum, one) => sum + count(one), 0);
      // Production must name documents; staging may do without, and so may who serves no API.
      const notAsked = seen === 0 && (apis === 0 || config.environment !== "production");
      return { id, title, requirements, judged: seen, ...(notAsked ? { notAsked } : {}) };
    }),
  };
}

/** What of each API the world may call, as the stack file says it. */
export const surfaceRows = ({ services }: Config): readonly SurfaceRow[] =>
  Object.entries(services).flatMap(([service, one]) =>
    one.kind === "api"
      ? [
          {
            service,
            host: one.host,
            public: one.surface.public.map(({ method, path }) => `${method} ${path}`),
            count: one.surface.count,
            health: [one.health.path, ...one.health.also],
            document: one.surface.document ?? null,
          },
        ]
      : [],
  );
