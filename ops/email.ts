import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  ListSuppressedDestinationsCommand,
} from "@aws-sdk/client-sesv2";
import type { Condition } from "./condition.ts";
import { conditionsOf } from "./email/readiness.ts";
import { senderOf, ses } from "./email/sender.ts";
import { signIn } from "./session.ts";
import type { Target } from "./target.ts";

export interface EmailReadiness {
  readonly ready: boolean;
  readonly domain: string;
  readonly from: string;
  readonly conditions: readonly Condition[];
  /** Addresses that the account writes to no more; `more` where there are further ones. */
  readonly suppressed: { readonly count: number; readonly more: boolean };
}

const page = 1000;
const absent = ["NotFoundException"];

/** Whether mail of the stack would be taken, signed and delivered, as SES says now. Reads only. */
export async function emailReadiness(target: Target): Promise<EmailReadiness> {
  const settings = senderOf(target);
  const { domain, from } = settings;
  const session = await signIn(target);
  const client = ses(target);
  const [account, identity, set, list] = await Promise.all([
    session.call("ask SES about the account", "ses:GetAccount", () => client.send(new GetAccountCommand({}))),
    session.find(`ask SES about ${domain}`, "ses:GetEmailIdentity", absent, () =>
      client.send(new GetEmailIdentityCommand({ EmailIdentity: domain })),
    ),
    session.find(`ask SES about ${target.prefix}`, "ses:GetConfigurationSet", absent, () =>
      client.send(new GetConfigurationSetCommand({ ConfigurationSetName: target.prefix })),
    ),
    session.call("list whom SES writes to no more", "ses:ListSuppressedDestinations", () =>
      client.send(new ListSuppressedDestinationsCommand({ PageSize: page })),
    ),
  ]);
  const { environment, region } = target.config;
  const about = { stack: target.stack, environment, region };
  const conditions = conditionsOf({ account, identity, set }, settings, about);
  return {
    ready: conditions.every(({ ready }) => ready),
    domain,
    from,
    conditions,
    suppressed: {
      count: list.SuppressedDestinationSummaries?.length ?? 0,
      more: list.NextToken !== undefined,
    },
  };
}
