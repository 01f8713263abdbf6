import { z } from "zod";
import { httpsUrl, pathPattern, routePattern, text } from "./primitives.ts";

const operation = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]).describe("the HTTP method"),
  path: pathPattern.describe("the path as the OpenAPI document writes it"),
});
export type Operation = z.infer<typeof operation>;

const file = text(
  /^(?!\/)(?!.*\.\.)[\w\-./]+$/,
  "a path below the project's folder, without .., e.g. openapi/api.json",
);

/** What of an API the world may call, as data: the firewall holds this list, and the gate compares it with the documents (K02, K26). */
export const surface = z.strictObject({
  public: z
    .array(operation)
    .max(200)
    .describe("operations served without a credential; all others answer 401 at the edge (K02)"),
  count: z
    .int()
    .min(0)
    .max(200)
    .describe("how many they are: said twice on purpose, so that one more is a decision (K02)"),
  protected: z
    .array(routePattern)
    .max(20)
    .default([])
    .describe("paths that a credential opens while the surface is frozen; none: all routes (K15)"),
  document: file
    .optional()
    .describe(
      "the OpenAPI document of this release, JSON or YAML; `x-visibility: public` marks what needs no credential (K02)",
    ),
  released: file
    .optional()
    .describe(
      "the document of the live release, kept by `ops surface accept`: the new one may only add to it (K26)",
    ),
  codeRoutes: file
    .optional()
    .describe(
      "what the code serves, one `GET /path` a line, written by the product's CI: no ghost routes (K02)",
    ),
  jwt: z
    .strictObject({
      issuer: httpsUrl.describe("who signs the tokens"),
      jwks: httpsUrl.describe("where the public keys are"),
    })
    .optional()
    .describe(
      "the balancer verifies tokens itself; only with deploy.strategy rolling, whose rules may do more than forward",
    ),
});
export type Surface = z.infer<typeof surface>;
