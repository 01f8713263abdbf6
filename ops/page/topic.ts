import {
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  type Subscription,
} from "@aws-sdk/client-sns";
import type { Severity } from "../../config/severities.ts";
import type { OnCallRoute } from "../../config/shape/people.ts";
import { AwsFailed } from "../errors.ts";
import { topicOf } from "../names.ts";
import { bounded, type Session } from "../session.ts";
import type { Target } from "../target.ts";
import { placeOf } from "./place.ts";

/** One way from a topic to a person, as declared and as SNS knows it. */
export interface Route {
  /** Without what lets in there: the path of a pager's address often does. */
  readonly to: string;
  readonly state: "confirmed" | "not confirmed" | "missing";
}

/** Messages to one of the two topics of on-call. */
export class Topic {
  readonly arn: string;
  readonly #severity: Severity;
  readonly #target: Target;
  readonly #sns: SNSClient;
  readonly #session: Session;

  private constructor(target: Target, session: Session, severity: Severity) {
    this.arn = topicOf(target, severity);
    this.#severity = severity;
    this.#target = target;
    this.#sns = new SNSClient({ region: target.config.region, ...bounded(30) });
    this.#session = session;
  }

  static of(target: Target, session: Session, severity: Severity): Topic {
    return new Topic(target, session, severity);
  }

  /** Every declared route and whatever else is subscribed. @throws AwsFailed where there is no such topic */
  async routes(): Promise<readonly Route[]> {
    const left = await this.#subscriptions();
    const declared = this.#target.config.oncall.routes
      .filter(({ carries }) => carries.includes(this.#severity))
      .map((route): Route => {
        const at = left.findIndex((one) => leads(one, route));
        const [found] = at < 0 ? [] : left.splice(at, 1);
        return { to: placeOf(route), state: found ? stateOf(found) : "missing" };
      });
    const others = left.map(
      (one): Route => ({
        to: `${one.Protocol} ${shown(one.Endpoint)}, which the file does not name`,
        state: stateOf(one),
      }),
    );
    return [...declared, ...others];
  }

  /** One text for people, another for pagers, which read what an alarm of CloudWatch says. */
  async send(subject: string, text: string, alarm: object): Promise<void> {
    const message = JSON.stringify({ default: JSON.stringify(alarm), email: text });
    await this.#session.call(
      `publish to ${this.arn}`,
      "sns:Publish on it, and kms:Decrypt and kms:GenerateDataKey on its key",
      () =>
        this.#sns.send(
          new PublishCommand({
            TopicArn: this.arn,
            Subject: subject,
            Message: message,
            MessageStructure: "json",
          }),
        ),
    );
  }

  async #subscriptions(): Promise<Subscription[]> {
    const found: Subscription[] = [];
    let NextToken: string | undefined;
    do {
      const input = { TopicArn: this.arn, ...(NextToken && { NextToken }) };
      const page = await this.#session.find(
        `list who is subscribed to ${this.arn}`,
        "sns:ListSubscriptionsByTopic on it",
        ["NotFound", "NotFoundException"],
        () => this.#sns.send(new ListSubscriptionsByTopicCommand(input)),
      );
      if (page === undefined)
        throw new AwsFailed(`there is no topic ${this.arn}: \`./golive up ${this.#target.stack}\` makes it`);
      found.push(...(page.Subscriptions ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  }
}

const leads = ({ Protocol, Endpoint = "" }: Subscription, route: OnCallRoute): boolean => {
  if (route.kind === "https") return Protocol === "https" && Endpoint === route.url;
  if (route.kind === "email") return Protocol === "email" && Endpoint === route.address;
  // The chat subscribes by itself, at an address of AWS's own.
  return Protocol === "https" && /^https:\/\/[\w.-]*chatbot\.amazonaws\.com/.test(Endpoint);
};

/** SNS writes the state where the ARN will be. */
const stateOf = ({ SubscriptionArn = "" }: Subscription): Route["state"] =>
  SubscriptionArn.startsWith("arn:") ? "confirmed" : "not confirmed";

const shown = (endpoint = ""): string => (URL.canParse(endpoint) ? new URL(endpoint).host : endpoint);
