import { arnOf, type Place } from "./place.ts";

/** Names of roles that policies speak of before the roles exist. */
export const executionRole = (place: Place, task: string): string => `${place.prefix}-${task}-execution`;
export const functionRole = (place: Place, folder: string): string => `${place.prefix}-${folder}-function`;
export const probeRole = (place: Place, id: string): string => `${place.prefix}-${id}`;
export const proxyRole = (place: Place): string => `${place.prefix}-database-proxy`;
/** CI's, which tries and looks where nobody is asked. */
export const operateRole = (place: Place): string => `${place.prefix}-operate`;

/** A secret's name in Secrets Manager. */
export const secretName = (place: Place, id: string): string => `${place.prefix}/${id}`;

/** A secret's ARN by its full name, before it exists: Secrets Manager ends each with six characters of its own. */
export const secretArn = (place: Place, name: string): string =>
  arnOf(place, "secretsmanager", `secret:${name}-??????`);
