import { disconnect, edit, type Mutation, remove, set } from "./mutation.ts";

const identity = { type: "aws:sesv2/emailIdentity:EmailIdentity" };
const mailFrom = { type: "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes" };
const configurationSet = { type: "aws:sesv2/configurationSet:ConfigurationSet" };
const destination = (name: RegExp) => ({
  type: "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  name,
});
const record = (name: RegExp) => ({ type: "aws:route53/record:Record", name });
const alarm = (name: RegExp) => ({ type: "aws:cloudwatch/metricAlarm:MetricAlarm", name });
const permission = { type: "aws:iam/rolePolicy:RolePolicy", name: /^email-for-worker$/ };
const dmarc = record(/^email-dmarc$/);
const bounces = alarm(/^alarms-email-bounce-rate$/);
const complaints = alarm(/^alarms-email-complaint-rate$/);
const provider = alarm(/^alarms-provider-openai-unreachable$/);

/** The statement by which a worker sends, one thing in it changed. */
const permitted = (change: object) =>
  edit(permission, ({ policy }) => {
    const { Version, Statement } = JSON.parse(String(policy));
    return {
      policy: JSON.stringify({
        Version,
        Statement: Statement.map((one: object) => ({ ...one, ...change })),
      }),
    };
  });

export const emailMutations: readonly Mutation[] = [
  {
    title: "mail is signed with a short key",
    requirement: "G04",
    change: set(identity, { dkimSigningAttributes: { nextSigningKeyLength: "RSA_1024_BIT" } }),
  },
  {
    title: "a single address is verified instead of the domain",
    requirement: "G04",
    change: set(identity, { emailIdentity: "reports@prospector.example" }),
  },
  {
    title: "one of the signing keys is not published",
    requirement: "G04",
    change: remove(record(/^email-dkim-2$/)),
  },
  {
    title: "mail that names no configuration set goes around it",
    requirement: "G04",
    change: disconnect(identity, "configurationSetName", undefined),
  },
  {
    title: "the envelope says amazonses.com",
    requirement: "G04",
    change: remove(mailFrom),
  },
  {
    title: "the envelope's domain lies outside of the sender's",
    requirement: "G04",
    change: set(mailFrom, { mailFromDomain: "bounce.mailer.example" }),
  },
  {
    title: "bounces have no way back",
    requirement: "G04",
    change: remove(record(/^email-mx$/)),
  },
  {
    title: "anybody may send by the envelope's domain",
    requirement: "G04",
    change: set(record(/^email-spf$/), { records: ["v=spf1 include:amazonses.com +all"] }),
  },
  { title: "the domain has no DMARC record", requirement: "G04", change: remove(dmarc) },
  {
    title: "DMARC only watches in production",
    requirement: "G04",
    change: set(dmarc, { records: ["v=DMARC1; p=none; rua=mailto:dmarc@prospector.example"] }),
  },
  {
    title: "DMARC's reports go nowhere",
    requirement: "G04",
    change: set(dmarc, { records: ["v=DMARC1; p=quarantine"] }),
  },
  {
    title: "mail may travel in the clear",
    requirement: "G04",
    change: set(configurationSet, { deliveryOptions: { tlsPolicy: "OPTIONAL" } }),
  },
  {
    title: "whoever complained is written to again",
    requirement: "G04",
    change: set(configurationSet, { suppressionOptions: { suppressedReasons: ["BOUNCE"] } }),
  },
  {
    title: "nobody measures how much mail comes back",
    requirement: "G04",
    change: set(configurationSet, { reputationOptions: { reputationMetricsEnabled: false } }),
  },
  {
    title: "nothing is told of single bounces",
    requirement: "G04",
    change: (recording) =>
      remove(destination(/^email-metrics$/))(remove(destination(/^email-events$/))(recording)),
  },
  {
    title: "this stack's own bounces are watched, and not the account's",
    requirement: "G04",
    change: remove(bounces),
  },
  {
    title: "bounces page when AWS has stopped the account already",
    requirement: "G04",
    change: set(bounces, { threshold: 0.1 }),
  },
  {
    title: "complaints are compared with a percentage, and they are a share",
    requirement: "G04",
    change: set(complaints, { threshold: 0.1 }),
  },
  {
    title: "a worker may send from any address",
    requirement: "G04",
    change: permitted({ Condition: undefined }),
  },
  {
    title: "a worker may send in the name of any domain",
    requirement: "G04",
    change: permitted({ Resource: "arn:aws:ses:eu-central-1:111122223333:identity/*", Condition: undefined }),
  },
  {
    title: "production sends as staging does in SES's sandbox",
    requirement: "G04",
    change: permitted({ Resource: "arn:aws:ses:eu-central-1:111122223333:identity/*" }),
  },
  { title: "nobody watches a third party", requirement: "G11", change: remove(provider) },
  {
    title: "a third party that nobody asks counts as there",
    requirement: "G11",
    change: set(provider, { treatMissingData: "notBreaching" }),
  },
  {
    title: "a third party is missed for two hours before it pages",
    requirement: "G11",
    change: set(provider, { evaluationPeriods: 24 }),
  },
];
