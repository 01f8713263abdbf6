import type { Statement } from "../../document.ts";
import { edgeRegion } from "../../frontend/edge-region.ts";
import { arnOf, type Place } from "../../place.ts";

/** Actions on resources, perhaps under a condition: a statement before it is merged with its likes. */
export interface Grant {
  readonly actions: readonly string[];
  readonly on: readonly string[];
  readonly when?: NonNullable<Statement["Condition"]>;
}

/** What the provider calls for one type of resource: `read` for a refresh, `write` to make, change and take away. */
export interface Needs {
  readonly read: readonly Grant[];
  readonly write: readonly Grant[];
}

/** By type token. What keeps data is never taken away by the pipeline: a person deletes it, after lifting its protection. */
export type Table = Readonly<Record<string, Needs>>;

/** How far the pipeline's rights reach. */
export interface Scope {
  /** The stack in one region: rights there are for what the program declares there. */
  readonly place: Place;
  /** The provider's default tags, by which things are told apart that AWS numbers and nobody can name. */
  readonly product: string;
  readonly environment: string;
  /** Aliases of the stack's keys in that region, which services may be lent. */
  readonly keyAliases: readonly string[];
  /** Hosted zones in which the stack keeps records. */
  readonly zoneIds: readonly string[];
}

export const grant = (
  service: string,
  actions: readonly string[],
  on: readonly string[],
  when?: Grant["when"],
): Grant => ({ actions: actions.map((action) => `${service}:${action}`), on, ...(when && { when }) });

/** Resources by the beginning of their names. */
export const named = ({ place }: Scope, service: string, ...kinds: readonly string[]): readonly string[] =>
  kinds.flatMap((kind) =>
    [`${kind}${place.prefix}`, `${kind}${place.prefix}-*`].map((r) => arnOf(place, service, r)),
  );

/** Resources that AWS numbers: to be narrowed by `owned` or `requested`. */
export const numbered = ({ place }: Scope, service: string, ...kinds: readonly string[]): readonly string[] =>
  kinds.map((kind) => arnOf(place, service, `${kind}*`));

/** Only what carries the stack's tags. */
export const owned = (scope: Scope): NonNullable<Grant["when"]> => ({
  StringEquals: tagged(scope, "aws:ResourceTag"),
});

/** Only what is made with the stack's tags. */
export const requested = (scope: Scope): NonNullable<Grant["when"]> => ({
  StringEquals: tagged(scope, "aws:RequestTag"),
});

/** Given the stack's tags at birth: what has another's already is not made ours by writing over them. */
export const claimed = (scope: Scope): NonNullable<Grant["when"]> => ({
  ...requested(scope),
  Null: { "aws:ResourceTag/product": "true" },
});

export const tagged = ({ product, environment }: Scope, key: string): Record<string, string> => ({
  [`${key}/product`]: product,
  [`${key}/environment`]: environment,
});

/** What IAM cannot tie to a resource ("Actions, resources, and condition keys"): tied to the region instead. */
export const untied = (scope: Scope, service: string, ...actions: readonly string[]): Grant =>
  grant(service, actions, ["*"], { StringEquals: { "aws:RequestedRegion": scope.place.region } });

/** The same, of services that are in no region: their requests say this one ("aws:RequestedRegion", IAM guide). */
export const worldwide = (service: string, ...actions: readonly string[]): Grant =>
  grant(service, actions, ["*"], { StringEquals: { "aws:RequestedRegion": edgeRegion } });

/** Hands one of the stack's own roles to one service. */
export const passes = ({ place }: Scope, service: string): Grant =>
  grant("iam", ["PassRole"], [arnOf(place, "iam", `role/${place.prefix}-*`, "global")], {
    StringEquals: { "iam:PassedToService": service },
  });

/** The role that a service makes for itself, once per account: the service's name stands in its path. */
export const serviceLinked = ({ place }: Scope, service: string): Grant =>
  grant("iam", ["CreateServiceLinkedRole"], [arnOf(place, "iam", "role/aws-service-role/*", "global")], {
    StringEquals: { "iam:AWSServiceName": service },
  });
