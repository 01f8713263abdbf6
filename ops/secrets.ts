import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { AwsFailed } from "./errors.ts";
import { bounded, signIn } from "./session.ts";
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
  const session = await signIn(target);
  const name = `${target.prefix}-secrets-check`;
  const lambda = new LambdaClient({ region: target.config.region, ...bounded(120) });
  const doing = `ask ${name}`;
  const send = () => lambda.send(new InvokeCommand({ FunctionName: name, Payload: "{}" }));
  const answer = await session.find(doing, "lambda:InvokeFunction", ["ResourceNotFoundException"], send);
  if (answer === undefined)
    throw new AwsFailed(
      `there is no function ${name} in ${target.config.account} ${target.config.region}: \`./golive up ${target.stack}\` makes it`,
    );
  const said = parsed(answer.Payload);
  if (answer.FunctionError !== undefined)
    throw new AwsFailed(
      `${name} failed: ${messageOf(said)}; its log is /${target.prefix}/function/secrets-check`,
    );
  const read = readiness.safeParse(said);
  if (!read.success) throw new AwsFailed(`${name} answered something else than the state of secrets`);
  const unknown = Object.keys(target.config.secrets)
    .filter((secret) => !read.data.secrets.some((one) => one.name === secret))
    .map((secret) => ({ name: secret, state: "not proven", error: "unknown to the deployed stack" }));
  return {
    ready: read.data.ready && unknown.length === 0,
    secrets: [...read.data.secrets, ...unknown],
  };
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
