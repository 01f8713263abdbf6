import { taskDefinition } from "../../reading/aws-types.ts";
import { eachVariable, taskWith } from "../../reading/containers.ts";
import { stackRule } from "../../rule.ts";

const yes = /^(?:1|true|yes|on|\*)$/i;
const development = /^(?:dev|develop|development|local|test|testing|debug)$/i;
const switches = /(?:^|_)(?:DEBUG|RELOAD|DEV_MODE|HOT_RELOAD|PROFILER?)$/i;
const environments =
  /^(?:NODE_ENV|APP_ENV|FLASK_ENV|RAILS_ENV|RACK_ENV|DJANGO_ENV|ENV|ENVIRONMENT|MODE|ASPNETCORE_ENVIRONMENT)$/i;

export const noDebugMode = stackRule({
  id: "no-debug-mode",
  title: "Nothing runs in a developer's mode",
  requirements: ["G08", "P19", "G09"],
  judges: taskDefinition,
  why: "Debug modes answer errors with source code and settings, and some with a console that runs what it is sent.",
  fix: "Remove the switch, or set the environment to production or staging.",
  findings: (stack) =>
    eachVariable(stack, (name, value) =>
      (switches.test(name) && yes.test(value)) || (environments.test(name) && development.test(value))
        ? [`${name} is ${value}`]
        : [],
    ),
  examples: {
    pass: [taskWith({ NODE_ENV: "production", DEBUG: "false", APP_ENV: "staging" })],
    fail: [
      taskWith({ DEBUG: "true" }),
      taskWith({ FLASK_DEBUG: "1" }),
      taskWith({ NODE_ENV: "development" }),
      taskWith({ UVICORN_RELOAD: "true" }),
    ],
  },
});
