import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Config } from "../../config/schema.ts";
import { covers, isAbout, type Statement, statements } from "../../policy/reading/document.ts";
import { stepsTyped } from "../cli/steps-typed.ts";
import { configOf } from "../config/config-of.ts";
import { root } from "../config/writing.ts";
import { requestsOf } from "./command-rights.ts";
import { type Asked, decide } from "./decide.ts";
import type { Plan } from "./declare.ts";
import { platformOf, products } from "./platforms.ts";

const folder = ".github/workflows";
/** These ask AWS for nothing. */
const offline = ["audit", "build", "check", "gate", "test"];
/** A person types it with the same role's rights: whoever tells of an incident. */
const typed = ["ops incident"];

const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      environment: z.string().optional(),
      strategy: z.object({ matrix: z.record(z.string(), z.unknown()) }).optional(),
      steps: z.array(
        z.object({
          uses: z.string().optional(),
          run: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  ),
});
type Job = z.infer<typeof workflow>["jobs"][string];

interface Line {
  readonly workflow: string;
  readonly job: string;
  /** "nobody" before credentials are taken. */
  readonly role: string;
  readonly command: string;
  readonly environment: string | undefined;
}

/** The role that a step takes, by its purpose, whichever stack it is of. */
function purposeOf(expression: string, { strategy }: Job): string {
  const said = expression.includes("matrix.role") ? JSON.stringify(strategy) : expression;
  const found = new Set([...said.matchAll(/(DEPLOY|OPERATE|PREVIEW)_ROLE/g)].map(([, one]) => one));
  const [purpose] = found;
  if (found.size !== 1 || purpose === undefined) throw new Error(`${expression} names ${found.size} roles`);
  return purpose.toLowerCase();
}

function linesOf(name: string, job: string, given: Job): readonly Line[] {
  let role = "nobody";
  return given.steps.flatMap(({ uses, run = "", with: words }) => {
    if (uses?.startsWith("aws-actions/configure-aws-credentials"))
      role = purposeOf(String(words?.["role-to-assume"]), given);
    return [...run.matchAll(/\.\/golive ([^\n|;&]+)/g)].flatMap(commandsIn).map((command) => ({
      ...{ workflow: name, job, role, command },
      environment: given.environment,
    }));
  });
}

const commandOf = (words: string): string =>
  /^(?:ops |emergency )?(?:canary |evidence |frontend )?[a-z-]+/.exec(words)?.[0] ?? "";

/** What is typed; of a cutover also what its steps type. What staging has tried, production's roles need not. */
function commandsIn([, words = ""]: readonly string[]): readonly string[] {
  const steps = stepsTyped(words);
  if (steps === undefined) return [commandOf(words)];
  const own = steps.filter(({ on }) => on === "here" || words.includes(" staging "));
  return ["cutover", ...own.map(({ command }) => commandOf(command))];
}

const lines = globSync(`${folder}/*.yml`, { cwd: root }).flatMap((file) =>
  Object.entries(workflow.parse(parse(readFileSync(join(root, file), "utf8"))).jobs).flatMap(([job, given]) =>
    linesOf(file.slice(folder.length + 1), job, given),
  ),
);
const asking = lines.filter(({ command }) => !offline.includes(command));

/** In the simulator's account, and for its repository. */
const configIn = (product: string): Config => {
  const { pipeline } = configOf("production");
  return { ...configOf("production", product), account: "111122223333", ...(pipeline && { pipeline }) };
};
const policiesOf = (plan: Plan, purpose: string): readonly string[] =>
  plan.declared.flatMap(({ name, inputs }) =>
    name.startsWith(`pipeline-${purpose}-policy-`) && typeof inputs.policy === "string"
      ? [inputs.policy]
      : [],
  );

/** AWS Backup's recovery points have an ARN that any other fits, so the simulator leaves its tags undecided. */
const admitted = (policies: readonly string[], asked: Asked): Promise<boolean> =>
  decide(policies, asked).then(
    (decision) => decision === "Allowed",
    (error: Error) => {
      if (!error.message.includes("multiple.resource.types")) throw error;
      const about = policies.flatMap(statements).filter((one) => speaksOf(one, asked));
      return about.length > 0 && about.every(({ allows, conditions }) => allows && conditions.length === 0);
    },
  );

const speaksOf = (entry: Statement, { action, resource }: Asked): boolean => {
  const fits = (pattern: string) => covers(pattern, resource);
  return (
    isAbout(entry, action) &&
    (entry.allResourcesBut ? !entry.allResourcesBut.some(fits) : entry.resources.some(fits))
  );
};

describe("the commands of workflows", () => {
  it("are all known here, each with a role where it asks AWS", () => {
    const known = Object.keys(requestsOf(configIn(".")));
    expect(asking.filter(({ command }) => !known.includes(command))).toEqual([]);
    expect(asking.filter(({ role }) => role === "nobody")).toEqual([]);
    expect(asking.length).toBeGreaterThan(50);
  });

  it("deploy from an environment alone, and try from there or from the main branch", () => {
    const by = (purpose: string) => asking.filter(({ role }) => role === purpose);
    expect(by("deploy").filter(({ environment }) => environment === undefined)).toEqual([]);
    expect(by("preview").filter(({ environment }) => environment !== undefined)).toEqual([]);
    expect([...new Set(by("deploy").map(({ command }) => command))].sort()).toEqual([
      "cutover",
      "emergency demote",
      "emergency freeze",
      "ops canary abort",
      "ops frontend publish",
      "ops pin",
      "ops redeploy",
      "ops rollback",
      "ops rollback-drill",
      "ops task",
      "up",
    ]);
    expect([...new Set(by("preview").map(({ command }) => command))]).toEqual(["preview"]);
  });

  it("wait for nobody at night", () => {
    const night = asking.filter((line) => line.workflow === "nightly.yml");
    expect(night.map(({ command, role, environment }) => [command, role, environment])).toEqual([
      ["preview", "preview", undefined],
      ["ops restore-drill", "operate", undefined],
      ["ops restore-drill", "operate", undefined],
      ["ops watch", "operate", undefined],
      ["emergency sanity", "operate", undefined],
      ["ops drumbeat", "operate", undefined],
      ["ops drumbeat", "operate", undefined],
      ["ops soak", "operate", undefined],
    ]);
  });
});

describe.each(products)("of %s", (product) => {
  const config = configIn(product);
  const requests = requestsOf(config);
  const policies = new Map<string, readonly string[]>();
  beforeAll(async () => {
    const plan = await platformOf(config);
    for (const purpose of ["deploy", "operate", "preview"]) policies.set(purpose, policiesOf(plan, purpose));
  }, 60_000);

  const pairs = [
    ...new Map(
      [...asking, ...typed.map((command) => ({ command, role: "operate" }))].map(({ role, command }) => [
        `${role} ${command}`,
        [role, command] as const,
      ]),
    ).values(),
  ];
  it.each(pairs)("the %s role may do all that `%s` asks", async (role, command) => {
    const refused: string[] = [];
    for (const request of requests[command] ?? []) {
      const about = (policies.get(role) ?? []).filter(
        (text) => text.includes(request.action) || text.includes(`"Deny"`),
      );
      if (!(await admitted(about, request))) refused.push(JSON.stringify(request));
    }
    expect(refused).toEqual([]);
  });

  it("the operate role may do nothing that no command asks", () => {
    const asked = new Set(
      pairs.flatMap(([role, command]) =>
        role === "operate" ? (requests[command] ?? []).map(({ action }) => action) : [],
      ),
    );
    const allowed = (policies.get("operate") ?? [])
      .flatMap((text): { Effect: string; Action: string | string[] }[] => JSON.parse(text).Statement)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action }) => [Action].flat());
    expect([...new Set(allowed)].filter((action) => !asked.has(action))).toEqual([]);
    expect([...asked].filter((action) => !allowed.includes(action))).toEqual([]);
  });
});
