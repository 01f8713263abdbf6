import { taskDefinition } from "../../reading/aws-types.ts";
import { eachVariable, taskWith } from "../../reading/containers.ts";
import { looksSecret } from "../../reading/secret-shapes.ts";
import { stackRule } from "../../rule.ts";

export const noSecretInEnvironment = stackRule({
  id: "no-secret-in-environment",
  title: "No credential stands in a plain environment variable",
  requirements: ["G07", "C02", "P06"],
  controls: ["FSBP ECS.8"],
  judges: taskDefinition,
  why: "Plain variables are readable by everyone who may describe a task definition, in every revision, for ever.",
  fix: "Put the value into Secrets Manager and name it under `secrets` with valueFrom.",
  findings: (stack) =>
    eachVariable(stack, (name, value) => {
      const why = looksSecret(name, value);
      return why ? [`${name} ${why}`] : [];
    }),
  examples: {
    pass: [
      taskWith({
        LOG_FORMAT: "json",
        DATABASE_HOST: "db.internal",
        REQUIRE_AUTH: "true",
        TOKEN_TTL_SECONDS: "900",
      }),
      taskWith({ JWT_ALGORITHM: "HS256", API_BASE_URL: "https://api.shop.example", SECRET_NAME: "shop/JWT" }),
      taskWith({ CORS_ORIGINS: "https://app.shop.example,https://admin.shop.example" }),
    ],
    fail: [
      taskWith({ OPENAI_API_KEY: "anything" }),
      taskWith({ JWT_SECRET: "hunter2" }),
      taskWith({ DATABASE_URL: "postgres://shop:hunter2@db.internal/shop" }),
      taskWith({ HELPER: "AKIAIOSFODNN7EXAMPLE" }),
      taskWith({ HELPER: "-----BEGIN RSA PRIVATE KEY-----" }),
      taskWith({ HELPER: "k3Jd8sLq0ZpXv7Bn2MwRt5Yc9HfGa1Ue" }),
      taskWith({ HELPER: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b" }),
    ],
  },
});
