import type { Plan } from "./declare.ts";

/** Names of the roles of a plan that are not under this boundary. */
export const rolesOutside = (plan: Plan, boundary: string): readonly unknown[] =>
  plan
    .all("aws:iam/role:Role")
    .filter(({ permissionsBoundary }) => permissionsBoundary !== boundary)
    .map(({ name }) => name);
