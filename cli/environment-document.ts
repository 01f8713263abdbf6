import { variablesOfService } from "../config/environment.ts";
import type { Config } from "../config/schema.ts";
import { code, section } from "../readiness/report/markdown.ts";
import { generated } from "../readiness/report/requirements-document.ts";

/** `docs/environment.md`: every variable that a service finds, and where it comes from (C23, G09). */
export const environmentDocument = (stack: string, config: Config): string =>
  [
    "# Environment of the services",
    generated,
    [
      `What each service of \`${stack}\` finds in its environment: plain settings stand in the stack file, values of secrets in Secrets`,
      "Manager alone, and the rest the platform fills. A service does not start, and the stack is refused, where what *must be",
      "filled* is empty. Staging has the same names.",
    ].join("\n"),
    ...Object.keys(config.services).map((id) =>
      section(
        id,
        ["variable", "from", "must be filled", "value, or what it is for"],
        variablesOfService(config, id).map(({ name, from, mustFill, says }) => [
          code(name),
          from,
          mustFill ? "yes" : "",
          from === "stack file" ? code(says) : says,
        ]),
      ),
    ),
  ]
    .join("\n\n")
    .concat("\n");
