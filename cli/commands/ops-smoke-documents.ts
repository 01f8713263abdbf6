import type { Documents, Operation } from "../../ops/smoke/operations.ts";
import type { Target } from "../../ops/target.ts";
import { isJson, jsonAt, textAt } from "../../readiness/surface/json.ts";
import type { ApiOperation } from "../../readiness/surface/operations.ts";
import { type Documented, readSurfaces } from "../../readiness/surface/sources.ts";

/** What the documents beside a stack file say, as a trial from outside needs it. @throws InputMistakes */
export async function documentsOf({ config, file, stack }: Target, directory: string): Promise<Documents> {
  const documented = await readSurfaces({ directory, file, stack, config, first: true });
  return {
    operations: documented.flatMap(({ service, api }) =>
      [...api.operations.values()].map((one) => operationOf(service, one)),
    ),
    undocumented: documented.flatMap(undocumentedIn),
  };
}

const undocumentedIn = ({ service, api, routes }: Documented): Documents["undocumented"] =>
  [...(routes ?? [])].flatMap(([key, route]) => {
    const [method = "", path = ""] = route.split(" ");
    return api.operations.has(key) ? [] : [{ service, method, path }];
  });

function operationOf(
  service: string,
  { name, public: open, parameters, body, responses }: ApiOperation,
): Operation {
  const [method = "", path = ""] = name.split(" ");
  const told = [...parameters.values()].map((one) => ({ one, schema: jsonAt(one, "schema") }));
  const needed = told.some(({ one }) => one.in !== "path" && one.required === true);
  return {
    service,
    method,
    path,
    public: open,
    parameters: Object.fromEntries(
      told
        .filter(({ one }) => one.in === "path")
        .map(({ one, schema }) => [
          textAt(one, "name") ?? "",
          textAt(schema, "format") ?? textAt(schema, "type") ?? "",
        ]),
    ),
    refusesEmpty: needed || (isJson(body) && body.required === true),
    mayRefuse: ["401", "403"].some((status) => responses[status] !== undefined),
  };
}
