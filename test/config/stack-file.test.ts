import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatMistakes } from "../../config/mistakes.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { mistakesIn, root, shipped, textOf } from "./writing.ts";

const production = textOf("Pulumi.production.yaml");
const replaced = (from: string, to: string): string => {
  expect(production).toContain(from);
  return production.replace(from, to);
};
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length;

describe("a stack file that ships", () => {
  it.each(shipped)("%s says what it may", (file) => {
    const read = readStackFile(join(root, file));

    expect("mistakes" in read ? formatMistakes(read.mistakes) : "").toBe("");
  });

  it("carries its stack, its project and the settings as the engine hands them to the program", () => {
    const read = readStackFile(join(root, "examples/wallet/Pulumi.staging.yaml"));
    if ("mistakes" in read) throw new Error(formatMistakes(read.mistakes));

    expect([read.file, read.stack, read.project, Object.keys(read.raw)]).toEqual([
      "Pulumi.staging.yaml",
      "staging",
      "wallet",
      ["golive:platform"],
    ]);
    expect(JSON.parse(read.raw["golive:platform"] ?? "")).toEqual(read.written);
    expect(read.config.services.api?.stopSeconds).toBe(60);
    expect(read.written).not.toHaveProperty("services.api.stopSeconds");
  });

  it("hands plain settings on as they are spelt", () => {
    const text = replaced("config:\n", "config:\n  aws:maxRetries: 05\n  other:flag: true\n");
    const folder = projectWith({ "Pulumi.production.yaml": text });
    const read = readStackFile(join(folder, "Pulumi.production.yaml"));

    expect("raw" in read && { ...read.raw, "golive:platform": "" }).toEqual({
      "aws:maxRetries": "05",
      "other:flag": "true",
      "golive:platform": "",
    });
  });
});

it.each([
  ["local-seo", "local-seo"],
  ["dashboards", "dashboards"],
  ["wallet", "wallet"],
  ["analytics", "analytics"],
  ["product", "rolodex"],
])("examples/%s runs this very program", (folder, name) => {
  const project = parse(textOf(`examples/${folder}/Pulumi.yaml`));
  const own = parse(textOf("Pulumi.yaml"));

  expect(join(root, "examples", folder, project.main)).toBe(join(root, own.main));
  expect([project.name, project.runtime]).toEqual([name, own.runtime]);
});

describe("all mistakes of a file", () => {
  it("come in one report, each with file, line, path, what was found, what is allowed and the nearest key", () => {
    const text = replaced(
      "        size: { cpu: 512, memory: 1024 }\n",
      "        sise: { cpu: 512, memory: 1024 }\n",
    )
      .replace("    region: eu-central-1\n", "    region: eu-central\n")
      .replace("      backupDays: 35\n", "      backupDays: 36\n")
      .replace(
        "zones: [eu-central-1a, eu-central-1b, eu-central-1c]",
        "zones: [eu-central-1a, eu-central-1b]",
      )
      .replace(
        "    cors: { origins: [https://app.prospector.example] }",
        "    cors: { origins: [https://app.other.example] }",
      );
    const at = (part: string) => lineOf(text, part);

    expect(formatMistakes(mistakesIn(text)).split("\n")).toEqual([
      `Pulumi.production.yaml:${at("region: eu-central\n")}:5  region  found "eu-central" · allowed: a region such as eu-central-1`,
      `Pulumi.production.yaml:${at("zones: [")}:7  network.zones  found a list of 2 · allowed: production must stand in at least three zones (G05)`,
      `Pulumi.production.yaml:${at("sise:")}:9  services.api.sise  found an unknown key "sise" · allowed: kind, image, command, healthCommand, size, env, secrets, mustFill, user, stopSeconds, metrics, uses, port, health, scale, host, longestRequestSeconds, deploy, routes, surface · did you mean "size"?`,
      `Pulumi.production.yaml:${at("backupDays")}:7  database.backupDays  found 36 · allowed: a whole number, 1–35`,
      `Pulumi.production.yaml:${at("cors:")}:23  cors.origins[0]  found "app.other.example" · allowed: prospector.example or a name under it: certificates and records are made in that zone`,
    ]);
  });

  it("name a missing key where its parent stands", () => {
    const text = replaced("      standby: true\n", "");

    expect(formatMistakes(mistakesIn(text))).toBe(
      `Pulumi.production.yaml:${lineOf(text, "    database:\n      holds")}:5  database.standby  found nothing · allowed: true | false`,
    );
  });

  it("tell a wrong choice by what was chosen", () => {
    expect(mistakesIn(replaced("kind: isolated", "kind: isolted")).map(({ hint }) => hint)).toEqual([
      'did you mean "isolated"?',
    ]);
    expect(
      mistakesIn(replaced("image: { digest:", "image: { digset:")).map(({ path, hint }) => [path, hint]),
    ).toEqual([["services.api.image", 'did you mean "digest"?']]);
    expect(
      mistakesIn(replaced("image: { digest:", "image: { tag:")).map(({ path, allowed }) => [path, allowed]),
    ).toEqual([["services.api.image.tag", "repository:tag"]]);
  });
});

describe("a file that is no stack file", () => {
  const one = (text: string) => formatMistakes(mistakesIn(text));
  const sealed = "secretsprovider: awskms://alias/prospector-production-pulumi\n";

  it.for([
    [
      "an empty file",
      "",
      "Pulumi.production.yaml  found an empty file · allowed: config with golive:platform in it",
    ],
    [
      "a comment alone",
      "# nothing\n",
      "Pulumi.production.yaml  found an empty file · allowed: config with golive:platform in it",
    ],
    [
      "a list",
      "- config\n",
      "Pulumi.production.yaml  found a list of 1 · allowed: a mapping with config in it",
    ],
    [
      "no config",
      sealed,
      "Pulumi.production.yaml  config  found nothing · allowed: a mapping with golive:platform in it",
    ],
    [
      "another project's key",
      `config:\n  prospector:platform: {}\n${sealed}`,
      "Pulumi.production.yaml:1:1  config.golive:platform  found nothing · allowed: a mapping that describes the platform\nPulumi.production.yaml:2:3  config.prospector:platform  found an unknown key · allowed: golive:platform",
    ],
    [
      "a misspelt key",
      `config:\n  golive:platfrom: {}\n${sealed}`,
      'Pulumi.production.yaml:1:1  config.golive:platform  found nothing · allowed: a mapping that describes the platform\nPulumi.production.yaml:2:3  config.golive:platfrom  found an unknown key · allowed: golive:platform · did you mean "golive:platform"?',
    ],
    [
      "a platform that is text",
      `config:\n  golive:platform: hello\n${sealed}`,
      'Pulumi.production.yaml:2:3  found "hello" · allowed: a mapping that describes the platform',
    ],
    [
      "an unknown key at the top",
      `konfig: {}\nconfig: []\n${sealed}`,
      'Pulumi.production.yaml:1:1  konfig  found an unknown key · allowed: config, secretsprovider, encryptedkey · did you mean "config"?\nPulumi.production.yaml:2:1  config  found a list of 0 · allowed: a mapping with golive:platform in it',
    ],
    [
      "a key twice",
      "config: {}\nconfig: {}\n",
      "Pulumi.production.yaml:2:1  found a key for the second time · allowed: each key once",
    ],
    [
      "an open bracket",
      "config: { a: [1\n",
      "Pulumi.production.yaml:2:1  found an open bracket, or an indentation that does not fit · allowed: closed brackets, the indentation of its neighbours",
    ],
    [
      "a tab",
      "config:\n\ta: 1\n",
      "Pulumi.production.yaml:2:1  found a tab as indentation · allowed: spaces",
    ],
    [
      "two documents",
      "config: {}\n---\nconfig: {}\n",
      "Pulumi.production.yaml:2:1  found a second document · allowed: one document a file",
    ],
    [
      "a tag",
      "config: !secret abc\n",
      "Pulumi.production.yaml:1:9  found a tag that nothing knows · allowed: plain values",
    ],
    [
      "a list as key",
      "config: { [a]: 1 }\n",
      "Pulumi.production.yaml:1:11  found a key that is not text · allowed: text as key",
    ],
    [
      "an anchor that contains itself",
      "config: &a { b: *a }\n",
      "Pulumi.production.yaml  found anchors that contain themselves or multiply without end · allowed: plain values",
    ],
    [
      "anchors that multiply",
      `config:\n  a: &a [x]\n${"bcdefgh"
        .split("")
        .map((name, index) => `  ${name}: &${name} [${Array(9).fill(`*${"abcdefg"[index]}`).join(",")}]`)
        .join("\n")}\n`,
      "Pulumi.production.yaml  found anchors that contain themselves or multiply without end · allowed: plain values",
    ],
    [
      "nesting without end",
      `config: ${"[".repeat(50_000)}`,
      "Pulumi.production.yaml  found nesting without end · allowed: a few levels",
    ],
  ] as const)("%s is told as such", ([, text, told]) => expect(one(text)).toBe(told));

  it("takes anchors and merge keys, as the engine does", () => {
    const text = replaced(
      "        size: { cpu: 512, memory: 1024 }\n",
      "        size: &small { cpu: 512, memory: 1024 }\n",
    ).replace("        size: { cpu: 512, memory: 2048 }\n", "        size: { <<: *small, memory: 2048 }\n");

    expect(one(text)).toBe("");
  });

  it("refuses an unquoted day: the engine would read a timestamp", () => {
    const waiver =
      "{ rule: a-b, resource: api, reason: 'because of this and of that', owner: me, until: 2027-01-31 }";
    const text = replaced("    launch:", `    waivers:\n      - ${waiver}\n    launch:`);

    expect(mistakesIn(text).map(({ path, found, allowed }) => [path, found, allowed])).toEqual([
      ["waivers[0].until", "an unquoted day, 2027-01-31", 'quotes around it: "2027-01-31"'],
    ]);
  });
});

describe("the state's secrecy", () => {
  const allowed =
    "a KMS key such as awskms://alias/shop-production-pulumi?region=eu-central-1, never a passphrase";
  const provider = (stack: string) =>
    /^secretsprovider: .*$/m.exec(textOf(`Pulumi.${stack}.yaml`))?.[0] ?? "";
  const said = (stack: string, line: string) =>
    mistakesIn(textOf(`Pulumi.${stack}.yaml`).replace(provider(stack), line), stack).map(
      ({ path, found, allowed: may }) => [path, found, may],
    );

  it.each([
    ["production", "secretsprovider: passphrase", '"passphrase"'],
    ["production", "secretsprovider: default", '"default"'],
    ["production", "secretsprovider: gcpkms://projects/p", '"gcpkms://projects/p"'],
    ["production", "secretsprovider: awskms://", '"awskms://"'],
    ["production", "", "nothing"],
    ["staging", "secretsprovider: passphrase", '"passphrase"'],
    ["staging", "", "nothing"],
  ])("is refused in %s with %j: it is a KMS key's", (stack, line, found) => {
    expect(said(stack, line)).toEqual([["secretsprovider", found, allowed]]);
  });

  it.each(["production", "staging"])("is refused in %s with the mark that a passphrase leaves", (stack) => {
    const mark = ["encryptionsalt", "the mark of a passphrase", `no such key; secretsprovider: ${allowed}`];

    expect(said(stack, `${provider(stack)}\nencryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:Y2lwaGVy`)).toEqual([
      mark,
    ]);
    expect(said(stack, "encryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:Y2lwaGVy")).toEqual([
      ["secretsprovider", "nothing", allowed],
      mark,
    ]);
  });

  it("is refused under a key that the roles of the pipeline could not use", () => {
    const line = "secretsprovider: awskms://alias/shared?region=eu-central-1";

    expect(said("production", line)).toEqual([
      [
        "secretsprovider",
        '"awskms://alias/shared?region=eu-central-1"',
        "awskms://alias/prospector-production-pulumi?region=eu-central-1, the one key that the roles of `pipeline` may use",
      ],
    ]);
  });

  it("may come with the data key that the KMS key has sealed", () => {
    expect(said("production", `${provider("production")}\nencryptedkey: AQICAHh`)).toEqual([]);
  });
});

describe("a path", () => {
  it("that leads nowhere is told with the stack files that are there", () => {
    expect(readStackFile(join(root, "Pulumi.prodution.yaml"))).toEqual({
      mistakes: [
        {
          file: "Pulumi.prodution.yaml",
          path: "",
          found: "no such file",
          allowed: "Pulumi.production.yaml, Pulumi.staging.yaml",
          hint: 'did you mean "Pulumi.production.yaml"?',
        },
      ],
    });
  });

  it.for([
    [
      "of another name",
      "config.yaml",
      { "config.yaml": production },
      "config.yaml  found another name · allowed: a stack file, named Pulumi.<stack>.yaml",
    ],
    [
      "without a project",
      "Pulumi.production.yaml",
      { "Pulumi.production.yaml": production, "Pulumi.yaml": undefined },
      "Pulumi.yaml  name  found no such file beside the stack file · allowed: the project's name",
    ],
    [
      "with a project without a name",
      "Pulumi.production.yaml",
      { "Pulumi.production.yaml": production, "Pulumi.yaml": "runtime: nodejs\n" },
      "Pulumi.yaml  name  found no name · allowed: the project's name",
    ],
    [
      "to a folder",
      "Pulumi.production.yaml",
      {},
      "Pulumi.production.yaml  found no such file · allowed: a stack file",
    ],
  ] as const)("%s is told as such", ([, name, files, told]) => {
    const read = readStackFile(join(projectWith(files), name));

    expect("mistakes" in read && formatMistakes(read.mistakes)).toBe(told);
  });
});

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A project's folder with these files; `undefined` leaves `Pulumi.yaml` out. */
function projectWith(files: Readonly<Record<string, string | undefined>>): string {
  const folder = mkdtempSync(join(tmpdir(), "golive-config-"));
  folders.push(folder);
  if (!Object.hasOwn(files, "Pulumi.yaml")) cpSync(join(root, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  for (const [name, text] of Object.entries(files))
    if (text !== undefined) writeFileSync(join(folder, name), text);
  return folder;
}
