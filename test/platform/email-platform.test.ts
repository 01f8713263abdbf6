import { describe, expect, it } from "vitest";
import { configOf } from "../config/config-of.ts";
import { everyStack, platform } from "./platforms.ts";

describe("mail in the shipped platform", () => {
  it("is sent by the services that say so, and by their one-off tasks, and by nobody else", async () => {
    const plan = await platform("production");
    const rights = plan.declared.filter(
      ({ type, inputs }) =>
        type === "aws:iam/rolePolicy:RolePolicy" && String(inputs.policy).includes("ses:Send"),
    );
    expect(rights.map(({ name, uses }) => [name, uses("role")])).toEqual([
      ["email-for-worker", ["worker-task-role"]],
    ]);
  });

  it("is told of in the containers that may send it, and nowhere else", async () => {
    const plan = await platform("production");
    const told = plan.declared.flatMap(({ type, name, outputs }) => {
      if (type !== "golive:run:Task" || !Array.isArray(outputs.containers)) return [];
      const environment: readonly { name: string; value: string }[] = outputs.containers[0].environment;
      const own = environment.filter((one) => one.name.startsWith("EMAIL_"));
      return own.length > 0 ? [[name, ...own.map((one) => `${one.name}=${one.value}`).sort()]] : [];
    });
    expect(told).toEqual([
      ["worker", "EMAIL_CONFIGURATION_SET=prospector-production", "EMAIL_FROM=reports@prospector.example"],
    ]);
  });

  it("pages where the account's mail is in danger, and opens tickets for what can wait", async () => {
    const plan = await platform("production");
    const told = plan.declared
      .filter(({ name }) => name.startsWith("alarms-email-"))
      .map(({ name, uses }) => `${name}: ${uses("alarmActions").filter((one) => one.endsWith("topic"))}`);
    expect(told.sort()).toEqual([
      "alarms-email-bounce-rate: oncall-topic",
      "alarms-email-bounces: oncall-tickets-topic",
      "alarms-email-complaint-rate: oncall-topic",
      "alarms-email-complaints: oncall-tickets-topic",
      "alarms-email-rejects: oncall-tickets-topic",
    ]);
  });

  it.each(everyStack)(
    "is set up in $product $stack where its file asks for it",
    async ({ product, stack }) => {
      const plan = await platform(stack, "preview", product);
      const senders = plan.declared.filter(({ type }) => type === "golive:email:Sender");
      expect(senders).toHaveLength(configOf(stack, product).email ? 1 : 0);
    },
  );

  it.each(everyStack)("watches every third party of $product $stack", async ({ product, stack }) => {
    const plan = await platform(stack, "preview", product);
    const watched = plan
      .all("aws:cloudwatch/metricAlarm:MetricAlarm")
      .filter(({ metricName }) => metricName === "Reachable")
      .map(({ dimensions }) => Reflect.get(Object(dimensions), "Provider"));
    expect(watched.sort()).toEqual(Object.keys(configOf(stack, product).providers).sort());
  });

  it("says of each credential whose it is, so that a rule can ask for the watch on it", async () => {
    const tags = (await platform("production")).declared
      .filter(({ type }) => type === "aws:secretsmanager/secret:Secret")
      .flatMap(({ name, inputs }) => {
        const provider: unknown = Reflect.get(Object(inputs.tags), "provider");
        return provider === undefined ? [] : [[name, provider]];
      });
    expect(tags).toEqual([["secrets-OPENAI_API_KEY", "openai"]]);
  });
});
