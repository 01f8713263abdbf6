import { createHmac, randomBytes } from "node:crypto";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { AwsFailed } from "./errors.ts";
import { bounded, type Session, signIn } from "./session.ts";
import type { Target } from "./target.ts";

/** Not strict, so that it drops what it does not know: should the function ever say more, it is not repeated. */
const readiness = z.object({
  ready: z.boolean(),
  secrets: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      ageDays: z.number().nullish(),
      maxAgeDays: z.number().nullish(),
      /** Why it could not be read. */
      error: z.string().optional(),
    }),
  ),
});
export type Readiness = z.infer<typeof readiness>;

/** Whether every secret holds a value that is none of a placeholder's and not too old, as a function inside AWS sees it. */
export async function secretsReadiness(target: Target): Promise<Readiness> {
  const said = await checkerSays(target, await signIn(target), {});
  const read = readiness.safeParse(said);
  if (!read.success)
    throw new AwsFailed(`${checkerOf(target)} answered something else than the state of secrets`);
  const unknown = Object.keys(target.config.secrets)
    .filter((secret) => !read.data.secrets.some((one) => one.name === secret))
    .map((secret) => ({ name: secret, state: "not proven", error: "unknown to the deployed stack" }));
  return {
    ready: read.data.ready && unknown.length === 0,
    secrets: [...read.data.secrets, ...unknown],
  };
}

/**
 * Whether values that somebody has are the ones in use, by name; nothing of what the function does not say. It is asked by
 * digests under a salt that is new each time: no value goes there, and none comes back.
 */
export async function sameAsInUse(
  target: Target,
  session: Session,
  values: ReadonlyMap<string, string>,
): Promise<Readonly<Record<string, boolean>>> {
  const compare = Object.fromEntries(
    [...values].map(([name, value]) => {
      const salt = randomBytes(16).toString("hex");
      return [name, { salt, digest: createHmac("sha256", salt).update(value).digest("hex") }];
    }),
  );
  const said = comparison.safeParse(await checkerSays(target, session, { compare }));
  if (said.success) return said.data.same;
  throw new AwsFailed(
    `${checkerOf(target)} does not compare values yet: \`./golive up ${target.stack}\` deploys the one that does`,
  );
}

const comparison = z.object({ same: z.record(z.string(), z.boolean()) });

const checkerOf = ({ prefix }: Target): string => `${prefix}-secrets-check`;

async function checkerSays(target: Target, session: Session, question: object): Promise<unknown> {
  const name = checkerOf(target);
  const lambda = new LambdaClient({ region: target.config.region, ...bounded(120) });
  const command = new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(question) });
  const answer = await session.find(
    `ask ${name}`,
    "lambda:InvokeFunction",
    ["ResourceNotFoundException"],
    () => lambda.send(command),
  );
  if (answer === undefined)
    throw new AwsFailed(
      `there is no function ${name} in ${target.config.account} ${target.config.region}: \`./golive up ${target.stack}\` makes it`,
    );
  const said = parsed(answer.Payload);
  if (answer.FunctionError === undefined) return said;
  throw new AwsFailed(
    `${name} failed: ${messageOf(said)}; its log is /${target.prefix}/function/secrets-check`,
  );
}

function parsed(payload: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}

const messageOf = (said: unknown): string =>
  z.object({ errorMessage: z.string() }).safeParse(said).data?.errorMessage ?? "without a word";
