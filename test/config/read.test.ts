import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import { readConfig } from "../../config/read.ts";
import { parseStackFile } from "../../config/stack-file.ts";
import { change, textOf, written } from "./writing.ts";

const whole = (platform: unknown) =>
  pulumi.runtime.setAllConfig({ "golive:platform": JSON.stringify(platform) });
const platform = () => written().config["golive:platform"];

pulumi.runtime.setMocks(
  { newResource: ({ inputs }) => ({ id: "id", state: inputs }), call: () => ({}) },
  "any-project",
  "production",
);
afterEach(() => pulumi.runtime.setAllConfig({}));

function refusal(): string {
  try {
    readConfig();
  } catch (error) {
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    return error instanceof Error ? error.message : "";
  }
  return "";
}

describe("the program's configuration", () => {
  it("is what the gate reads from the stack file, whatever the project is called", () => {
    whole(platform());
    const file = parseStackFile(textOf("Pulumi.production.yaml"), {
      file: "Pulumi.production.yaml",
      stack: "production",
      project: "golive",
    });

    expect("config" in file && file.config).toEqual(readConfig());
  });

  it("is refused with every mistake at once, without a stack trace", () => {
    const broken = platform();
    change(broken, ["database", "standby"], false);
    change(broken, ["database", "backupDays"], 1);
    change(broken, ["services", "api", "env", "API_TOKEN"], "hunter2");
    whole(broken);

    expect(refusal()).toBe(
      [
        "Pulumi.production.yaml does not describe a platform:",
        "Pulumi.production.yaml  services.api.env.API_TOKEN  found a credential, by its name (7 characters, not shown) · allowed: no value here: declare its name under `secrets` and put the value into Secrets Manager",
        "Pulumi.production.yaml  database.standby  found false · allowed: production must keep a standby of the database (G01, C09)",
        "Pulumi.production.yaml  database.backupDays  found 1 · allowed: production must keep at least 14 days of backups (K21, C14)",
      ].join("\n"),
    );
  });

  it("is refused where there is none, or no structure", () => {
    const said = "Pulumi.production.yaml does not describe a platform:\nPulumi.production.yaml";
    pulumi.runtime.setAllConfig({});
    expect(refusal()).toBe(`${said}  found nothing · allowed: a mapping that describes the platform`);

    pulumi.runtime.setAllConfig({ "golive:platform": "{ not json" });
    expect(refusal()).toBe(`${said}  found "{ not json" · allowed: a mapping that describes the platform`);
  });
});
