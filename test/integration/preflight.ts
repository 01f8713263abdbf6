import { DependencyFailed } from "../../readiness/errors.ts";
import { type Tool, tools } from "./tools.ts";

/** Says everything that is missing at once, where it was looked for and how to get it; installs nothing. */
export function preflight(
  env: NodeJS.ProcessEnv = process.env,
  needed: readonly Tool[] = Object.values(tools),
) {
  const missing = needed.filter((tool) => tool.find(env) === undefined);
  if (missing.length === 0) return;
  throw new DependencyFailed(
    [
      "The integration tests start real servers, and these programs are missing:",
      ...missing.map(({ name, looked, get }) => `  ${name}\n    looked in: ${looked}\n    get it by: ${get}`),
      "Nothing was installed and nothing was tested.",
    ].join("\n"),
  );
}
