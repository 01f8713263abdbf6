import { taskDefinition } from "../../reading/aws-types.ts";
import { eachVariable, taskWith } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

const no = /^(?:0|false|no|off|disabled|none)$/i;
const yes = /^(?:1|true|yes|on|enabled)$/i;
const guards =
  /^(?:REQUIRE_AUTH\w*|AUTH\w*_REQUIRED|AUTH\w*_ENABLED|ENABLE_AUTH\w*|VERIFY_(?:JWT|TOKEN)S?|TLS_VERIFY|VERIFY_SSL)$/i;
const holes =
  /^(?:(?:DISABLE|SKIP|BYPASS|NO|FAKE|MOCK)_AUTH\w*|AUTH\w*_(?:DISABLED|BYPASS)|ALLOW_ANONYMOUS|INSECURE(?:_\w+)?)$/i;

export const authenticationRequired = stackRule({
  id: "authentication-required",
  title: "No service is told to let people in unasked",
  requirements: ["P06", "K10"],
  judges: taskDefinition,
  why: "The switch that spares developers a login is one variable, and it opens every customer's data.",
  fix: "Set REQUIRE_AUTH (or its like) to true, and remove variables that turn authentication or verification off.",
  findings: (stack) =>
    eachVariable(stack, (name, value) =>
      (guards.test(name) && no.test(value)) || (holes.test(name) && yes.test(value))
        ? [`${name} is ${value}`]
        : [],
    ),
  examples: {
    pass: [taskWith({ REQUIRE_AUTH: "true", AUTH_DISABLED: "false" }), taskWith({ LOG_FORMAT: "json" })],
    fail: [
      taskWith({ REQUIRE_AUTH: "false" }),
      taskWith({ AUTH_ENABLED: "0" }),
      taskWith({ DISABLE_AUTH: "true" }),
      taskWith({ ALLOW_ANONYMOUS: "1" }),
      taskWith({ VERIFY_SSL: "false" }),
    ],
  },
});
