import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { goSentence } from "../../cli/go-live/statement.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { EvidenceFolder } from "../../evidence/folder.ts";
import { goIn, signed } from "../../evidence/go.ts";
import { WrongInput } from "../../ops/errors.ts";
import { makeKey, readKey } from "../../ops/go/key.ts";
import { writeGo } from "../../ops/go/write.ts";
import { root } from "../config/writing.ts";
import { draft } from "../evidence/drafts.ts";
import { statement } from "../evidence/statement.ts";
import { answering } from "./answering.ts";
import { type Ended, nobody } from "./running.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "golive-go-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const key = () => join(folder, "go.pem");
const mistakes = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof WrongInput) return error.message;
    throw error;
  }
  return "none";
};

describe("an approver's key", () => {
  it("is made for its owner's eyes alone, and its public half is what a stack file takes", async () => {
    const { status, stdout } = await answering(["ops", "approver", key(), "--name", "Ada Moreno"]);

    expect(status).toBe(0);
    expect(stdout).toMatch(/ {2}- \{ name: Ada Moreno, key: MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}= \}\n$/);
    expect(stdout).not.toContain("PRIVATE");
    expect(statSync(key()).mode & 0o777).toBe(0o600);
    expect(readKey(key(), undefined).asymmetricKeyType).toBe("ed25519");
  });

  it("is sealed by a passphrase where there is one", () => {
    makeKey(key(), "correct horse");

    expect(readFileSync(key(), "utf8")).toContain("ENCRYPTED PRIVATE KEY");
    expect(readKey(key(), "correct horse").type).toBe("private");
    expect(mistakes(() => readKey(key(), "wrong"))).toContain("which the passphrase does not open");
    expect(mistakes(() => readKey(key(), undefined))).toContain("which is no key, or a sealed one");
  });

  it("never takes the place of another file", () => {
    makeKey(key(), undefined);
    const before = readFileSync(key(), "utf8");

    expect(mistakes(() => makeKey(key(), undefined))).toContain("which is there already");
    expect(readFileSync(key(), "utf8")).toBe(before);
  });

  it.each<[string, () => void, string]>([
    ["is not there", () => undefined, "which is not there"],
    [
      "others may read",
      () => {
        makeKey(key(), undefined);
        chmodSync(key(), 0o640);
      },
      "which others may read: chmod 600 it",
    ],
    ["is no key", () => writeFileSync(key(), "hunter2", { mode: 0o600 }), "which is no key"],
  ])("is refused where it %s", (_, prepare, found) => {
    prepare();
    const said = mistakes(() => readKey(key(), undefined));

    expect(said).toContain(found);
    expect(said).not.toContain("hunter2");
  });
});

describe("a GO that is written", () => {
  it("stands in the stack file, and the platform is as it was", () => {
    for (const name of ["Pulumi.yaml", "Pulumi.production.yaml"])
      copyFileSync(join(root, name), join(folder, name));
    const path = join(folder, "Pulumi.production.yaml");
    const before = readStackFile(path);
    if ("mistakes" in before) throw new Error("the production stack file is wrong");
    makeKey(key(), undefined);
    const go = signed(statement(), readKey(key(), undefined));
    writeGo(path, before, go);
    const after = readStackFile(path);

    expect(after).toMatchObject({ config: before.config });
    expect("raw" in after && goIn(after.raw)).toEqual(go);
    const meanwhile = parseDocument(readFileSync(path, "utf8"));
    meanwhile.setIn(["config", "golive:platform", "owner"], "somebody-else");
    writeFileSync(path, meanwhile.toString());
    expect(mistakes(() => writeGo(path, before, go))).toContain(
      "another platform than the one that was judged",
    );
  });
});

describe("the records of a stack", () => {
  const evidence = (...words: string[]) => answering(["ops", "evidence", ...words, "--evidence", folder]);
  const written = async () => {
    const store = new EvidenceFolder(folder, "prospector-production");
    await store.append(draft({ stack: "prospector-production" }), [{ name: "report.html", content: "<p>" }]);
    await store.append(draft({ stack: "prospector-production", result: "failed", says: "no answer" }));
    return store;
  };

  it("are listed, and found whole", async () => {
    await written();
    const list = await evidence("list", "production");
    const verify = await evidence("verify", "production");

    expect([list.status, verify.status]).toEqual([0, 0]);
    expect(
      list.stdout
        .split("\n")
        .filter((line) => /^[✔✘] \d/.test(line))
        .map((line) => line.slice(0, 3)),
    ).toEqual(["✔ 1", "✘ 2"]);
    expect(verify.stdout).toContain("✔ 2 records in ");
  });

  it("are not whole where one was edited, or what belongs to one is gone", async () => {
    const store = await written();
    const [first] = (await store.read()).records;
    rmSync(join(store.at, "attachments", first?.attachments[0]?.sha256 ?? ""));
    const gone = await evidence("verify", "production");
    const file = join(store.at, "00000001.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("passed", "failed"));
    const edited = await evidence("verify", "production");

    expect([gone.status, edited.status]).toEqual([1, 1]);
    expect(gone.stdout).toContain("✘ report.html of record 1 is gone or was changed");
    expect(edited.stdout).toContain("✘ record 1 was changed after record 2 was written");
  });
});

describe("gate --go-live", { timeout: 120_000 }, () => {
  const gate = (...words: string[]) => answering(["gate", "--go-live", "--evidence", folder, ...words]);

  it("is NO-GO where nothing was tried, and says so to machines", async () => {
    const { status, stdout } = await gate("--stack", "production", "--json");
    const { goLive, tier } = JSON.parse(stdout);

    expect([status, tier]).toEqual([1, "exercised"]);
    expect(goLive.verdict).toBe("NO-GO");
    expect(goLive.rows).toHaveLength(99);
    expect(goLive.evidence).toEqual({ at: join(folder, "prospector-production"), head: null, flaws: [] });
    expect(goLive.missing.find(({ what }: { what: string }) => what === "smoke").command).toBe(
      "./golive ops smoke staging --yes",
    );
    expect(goLive.missing.find(({ tier: at }: { tier: string }) => at === "deployed").command).toContain(
      "pulumi stack export",
    );
  });

  it("names commands that go where it was told to look, the same in every form", async () => {
    const evidence = join(folder, "the records");
    const store = new EvidenceFolder(evidence, "rolodex-staging");
    const through = { api: "http://127.0.0.1:8000", task: "local process" };
    await store.append(
      draft({ stack: "rolodex-staging", through: { ...through, pages: "http://127.0.0.1:1" } }),
    );
    await store.append(draft({ stack: "rolodex-staging", through: { pages: "http://127.0.0.1:9000" } }));
    const words = ["--rehearsal", "--evidence", evidence, "-d", "examples/product"];
    const verdict = (...more: readonly string[]) => answering(["gate", "--go-live", ...words, ...more]);
    const [json, markdown, text] = await Promise.all([verdict("--json"), verdict("--markdown"), verdict()]);
    const commandOf = (what: string, { stdout }: Ended = json): string =>
      JSON.parse(stdout).goLive.missing.find((one: { what: string }) => one.what === what)?.command;
    const load = `./golive ops load staging -d examples/product --evidence '${evidence}' --through api=http://127.0.0.1:8000 --through pages=http://127.0.0.1:9000 --yes`;
    const signoff = `./golive ops signoff terms production -d examples/product --evidence '${evidence}' --by NAME --yes`;

    expect([commandOf("load"), commandOf("signoff terms")]).toEqual([load, signoff]);
    expect(markdown.stdout).toContain(load);
    expect(text.stdout).toContain(`→ ${load}\n`);

    // Pasted as it stands, it is found by the very same verdict.
    execFileSync("sh", ["-c", signoff], { cwd: root, env: { ...nobody, PATH: process.env.PATH } });
    const typed = await verdict("--json", "--through", "api=http://127.0.0.1:7000");
    expect([commandOf("signoff terms", typed), commandOf("load", typed)]).toEqual([
      undefined,
      load.replace("8000", "7000").replace(" --through pages=http://127.0.0.1:9000", ""),
    ]);
  });

  it.each<[string, string[], string]>([
    [
      "addresses without a rehearsal",
      ["--through", "api=http://127.0.0.1:8000"],
      "only together with --rehearsal",
    ],
    ["an address of no service", ["--rehearsal", "--through", "x=http://127.0.0.1:8000"], "of one of api"],
    ["a state that is not there", ["--state", "/nonexistent/state.json"], "no such file"],
    ["two stacks at once", ["--stack", "staging", "--stack", "production"], "one stack with --go-live"],
    ["a stack that does not exist", ["--stack", "prod"], 'did you mean "production"?'],
  ])("refuses %s", async (_, words, reason) => {
    const { status, stderr } = await gate(...words);

    expect(status).toBe(2);
    expect(stderr).toContain(reason);
  });
});

describe("gate without --go-live", { timeout: 60_000 }, () => {
  it.each([
    ["--state", ["--state", "state.json"]],
    ["--evidence", ["--evidence", "records"]],
    ["--staging-evidence", ["--staging-evidence", "records"]],
    ["--through", ["--through", "api=http://127.0.0.1:8000"]],
    ["--rehearsal", ["--rehearsal"]],
  ])("refuses %s, which it would leave out", async (option, words) => {
    const { status, stdout, stderr } = await answering(["gate", "--stack", "production", ...words]);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`${option}\n  found:   `);
    expect(stderr).toContain("only together with --go-live");
  });
});

describe("ops go", { timeout: 60_000 }, () => {
  const go = (...words: string[]) =>
    answering([
      "ops",
      "go",
      "production",
      "-d",
      folder,
      "--sign-with",
      key(),
      "--evidence",
      folder,
      ...words,
    ]);
  const production = (change: (file: ReturnType<typeof parseDocument>) => void = () => undefined) => {
    const project = parseDocument(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
    project.set("main", join(root, "index.ts"));
    writeFileSync(join(folder, "Pulumi.yaml"), project.toString());
    cpSync(join(root, "openapi"), join(folder, "openapi"), { recursive: true });
    const file = parseDocument(readFileSync(join(root, "Pulumi.production.yaml"), "utf8"));
    change(file);
    writeFileSync(join(folder, "Pulumi.production.yaml"), file.toString());
  };
  const approve = (file: ReturnType<typeof parseDocument>, publicKey: string, live = false) =>
    file.setIn(["config", "golive:platform", "launch"], {
      live,
      approvers: [{ name: "Ada Moreno", key: publicKey }],
    });

  it("signs nothing that is NO-GO, and shows the verdict that it computed", async () => {
    const publicKey = makeKey(key(), undefined);
    production((file) => void approve(file, publicKey));
    const before = readFileSync(join(folder, "Pulumi.production.yaml"), "utf8");
    const { status, stdout, stderr } = await go("--rehearsal", "--yes");

    expect([status, stderr.includes("mistake")]).toEqual([1, false]);
    expect(stdout).toMatch(/^✘ NO-GO/);
    expect(stdout).toContain("Nothing was signed: the verdict is computed, and nobody signs against it.");
    expect(readFileSync(join(folder, "Pulumi.production.yaml"), "utf8")).toBe(before);
  });

  it("says without a key whose GO it would bear, and demands one only to sign", async () => {
    production();
    const words = ["ops", "go", "production", "-d", folder, "--evidence", folder, "--rehearsal"];
    const [dry, real] = await Promise.all([answering(words), answering([...words, "--yes"])]);

    expect([dry.status, dry.stderr.includes("mistake")]).toEqual([1, false]);
    expect(dry.stdout).toMatch(/^✘ NO-GO/);
    expect([real.status, real.stdout]).toEqual([2, ""]);
    expect(real.stderr).toContain("--sign-with\n  found:   nothing");
  });

  it("says what would be signed, and by whom, where no key has said it", () => {
    const said = (approver: string, approvers: string) => goSentence(statement({ approver }), approvers);
    const what = "GO to release 111111111111 of prospector-production, until 2026-11-24T12:00:00.000Z";

    expect([said("", "Ada Moreno, Jon Bakke"), said("Ada Moreno", "Ada Moreno"), said("", "")]).toEqual([
      `One of Ada Moreno, Jon Bakke may say ${what}`,
      `Ada Moreno says ${what}`,
      `Nobody may say ${what}: name approvers in launch`,
    ]);
  });

  it("rests on the stack's own bucket: a folder of records opens nothing to users", async () => {
    const publicKey = makeKey(key(), undefined);
    production((file) => void approve(file, publicKey, true));
    const [dry, real] = await Promise.all([go(), go("--yes")]);

    for (const { status, stdout, stderr } of [dry, real]) {
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(`--evidence\n  found:   ${folder}\n  allowed: only together with --rehearsal`);
    }
  });

  it("takes no key that the stack file does not name", async () => {
    makeKey(key(), undefined);
    production();
    const { status, stderr } = await go("--yes");

    expect(status).toBe(2);
    expect(stderr).toContain("the key of nobody among launch.approvers");
    expect(stderr).toContain("Ada Moreno, Jon Bakke");
  });

  it("never opens a live stack on a rehearsal", async () => {
    const publicKey = makeKey(key(), undefined);
    production((file) => void approve(file, publicKey, true));
    const { status, stderr } = await go("--rehearsal", "--yes");

    expect(status).toBe(2);
    expect(stderr).toContain("production, which is live");
    expect(existsSync(join(folder, "prospector-production"))).toBe(false);
  });
});
