import { taskDefinition } from "../../reading/aws-types.ts";
import { eachVariable, taskWith } from "../../reading/containers.ts";
import { isPlaceholder } from "../../reading/placeholders.ts";
import { stackRule } from "../../rule.ts";

export const noPlaceholderInEnvironment = stackRule({
  id: "no-placeholder-in-environment",
  title: "Every setting holds a value that someone meant",
  requirements: ["G09", "G11"],
  judges: taskDefinition,
  why: "A value copied from a template passes every check for presence, and fails at the first customer.",
  fix: "Fill in the real value.",
  findings: (stack) =>
    eachVariable(stack, (name, value) => (isPlaceholder(value) ? [`${name} is a placeholder`] : [])),
  examples: {
    pass: [taskWith({ LOG_FORMAT: "json", API_BASE_URL: "https://api.shop.example", PROVIDER: "openai" })],
    fail: [
      taskWith({ SENTRY_ENVIRONMENT: "changeme" }),
      taskWith({ API_BASE_URL: "https://api.example.com" }),
      taskWith({ REGION: "<region>" }),
      taskWith({ ACCOUNT: "your-account-id" }),
      taskWith({ MAIL_FROM: "TODO" }),
      taskWith({ TENANT: "{{ tenant }}" }),
    ],
  },
});
