import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { platformKey } from "../config/stack-file.ts";
import { AwsFailed, WrongInput } from "./errors.ts";
import type { Target } from "./target.ts";

/** No call waits for ever: a proxy that swallows packets would otherwise hang a terminal. */
export const bounded = (seconds: number) => ({
  requestHandler: { connectionTimeout: 5_000, requestTimeout: seconds * 1000, throwOnRequestTimeout: true },
});

/** As whom AWS is asked; every refusal says what was tried, by whom, and which permission it takes. */
export class Session {
  readonly account: string;
  readonly who: string;

  constructor(account: string, who: string) {
    this.account = account;
    this.who = who;
  }

  async call<T>(doing: string, permission: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw failureOf(error, doing, permission, this.who);
    }
  }

  /** Undefined where AWS answers that there is no such thing, in one of these words. */
  async find<T>(
    doing: string,
    permission: string,
    absent: readonly string[],
    send: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof Error && absent.includes(error.name)) return undefined;
      throw failureOf(error, doing, permission, this.who);
    }
  }
}

/**
 * Who the credentials say we are, before anything else is asked.
 * @throws WrongInput where they are another account's than the stack file's
 */
export async function signIn({ config, mistake }: Target): Promise<Session> {
  const sts = new STSClient({ region: config.region, ...bounded(15) });
  const send = () => sts.send(new GetCallerIdentityCommand({}));
  const { Account = "", Arn = "" } = await new Session("", nobody).call(
    "ask who we are",
    "sts:GetCallerIdentity",
    send,
  );
  if (Account === config.account) return new Session(Account, Arn);
  throw new WrongInput([
    mistake(["config", platformKey, "account"], {
      found: `credentials of account ${Account} (${Arn})`,
      allowed: `credentials of account ${config.account}, where this stack stands`,
      hint: "AWS_PROFILE chooses others",
    }),
  ]);
}

/** Whom AWS has not told yet who they are. */
const nobody = "nobody yet";

/** Of AWS's errors the name says most, of the network's it says nothing. */
const named = ({ name, message }: Error): string => (name === "Error" ? message : `${name}: ${message}`);

const refusedCredentials = [
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidToken",
  "RequestExpired",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];

function failureOf(error: unknown, doing: string, permission: string, who: string): AwsFailed {
  if (!(error instanceof Error)) return new AwsFailed(`could not ${doing}: ${String(error)}`);
  if (error.name === "CredentialsProviderError" || /could not load credentials/i.test(error.message))
    return new AwsFailed(
      `no AWS credentials, so we could not ${doing}: set AWS_PROFILE, or sign in with \`aws sso login\` (${error.message})`,
    );
  if (refusedCredentials.includes(error.name))
    return new AwsFailed(
      `AWS refuses these credentials, so we could not ${doing}: sign in again (${error.name}: ${error.message})`,
    );
  if (isRefusal(error))
    return new AwsFailed(`could not ${doing}: ${who} needs ${permission} (${error.name}: ${error.message})`);
  const as = who === nobody ? "" : ` as ${who}`;
  return new AwsFailed(`could not ${doing}${as}: ${named(error)}`);
}

const isRefusal = (error: Error): boolean =>
  /^AccessDenied/.test(error.name) ||
  statusOf(error) === 403 ||
  /not authorized to perform/.test(error.message);

/** The HTTP status of AWS's answer: answers to HEAD have no words. */
export function statusOf(error: unknown): number | undefined {
  const metadata = error instanceof Error ? Reflect.get(error, "$metadata") : undefined;
  const status =
    typeof metadata === "object" && metadata !== null ? Reflect.get(metadata, "httpStatusCode") : undefined;
  return typeof status === "number" ? status : undefined;
}
