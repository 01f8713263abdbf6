import { SESv2Client } from "@aws-sdk/client-sesv2";
import type { Config } from "../../config/schema.ts";
import { platformKey } from "../../config/stack-file.ts";
import { WrongInput } from "../errors.ts";
import { bounded } from "../session.ts";
import type { Target } from "../target.ts";

/** @throws WrongInput where the stack has no sender */
export function senderOf({ config, mistake }: Target): NonNullable<Config["email"]> {
  if (config.email) return config.email;
  const words = { found: "nothing: this stack sends no mail", allowed: "a sender, with its domain" };
  throw new WrongInput([mistake(["config", platformKey, "email"], words)]);
}

export const ses = ({ config }: Target): SESv2Client =>
  new SESv2Client({ region: config.region, ...bounded(20) });
