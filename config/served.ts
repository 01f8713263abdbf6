import type { Config } from "./schema.ts";
import type { ApiService, ServedService } from "./shape/services.ts";

type Declared = Pick<Config, "services">;

/** What the balancer serves. */
export const servedServices = ({
  services,
}: Declared): readonly (readonly [id: string, service: ServedService])[] =>
  Object.entries(services).flatMap(([id, one]) => ("host" in one ? [[id, one] as const] : []));

export const apiServices = ({
  services,
}: Declared): readonly (readonly [id: string, service: ApiService])[] =>
  Object.entries(services).flatMap(([id, one]) => (one.kind === "api" ? [[id, one] as const] : []));

/** The names by which some services are served, each once. */
export const hostsOf = (some: ReturnType<typeof servedServices>): readonly string[] => [
  ...new Set(some.map(([, { host }]) => host)),
];
