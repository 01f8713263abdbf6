import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A condition over the states of alarms, in CloudWatch's words ("Composite alarms", CloudWatch guide). */
export type Clause = pulumi.Output<string>;

/** While that alarm is red. */
export const ringing = (alarm: { readonly name: pulumi.Output<string> }): Clause =>
  pulumi.interpolate`ALARM("${alarm.name}")`;

export const all = (...clauses: readonly Clause[]): Clause =>
  pulumi.all([...clauses]).apply((known) => `(${known.join(" AND ")})`);

export const any = (...clauses: readonly Clause[]): Clause =>
  pulumi.all([...clauses]).apply((known) => known.join(" OR "));

export interface CompositeArgs {
  /** Its name in AWS. */
  readonly name: string;
  readonly description: string;
  readonly clauses: readonly Clause[];
  /** Whom it tells; none where it only holds others back. */
  readonly topicArn?: pulumi.Input<string>;
  /** Says nothing while this one is red: whoever hears of the cause need not hear of what follows from it. */
  readonly unless?: aws.cloudwatch.CompositeAlarm;
  /** Says nothing for a time, on purpose: the tags that say why, by whom and until when. */
  readonly silenced?: Readonly<Record<string, string>>;
}

/** One voice for alarms that would each say the same. */
export const composite = (
  name: string,
  args: CompositeArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.CompositeAlarm =>
  new aws.cloudwatch.CompositeAlarm(
    name,
    {
      alarmName: args.name,
      alarmDescription: args.description,
      alarmRule: any(...args.clauses),
      actionsEnabled: args.silenced === undefined,
      ...(args.silenced && { tags: args.silenced }),
      ...(args.topicArn && { alarmActions: [args.topicArn], okActions: [args.topicArn] }),
      ...(args.unless && {
        // A minute for the cause to be seen, two for what hung on it to come back; what is red after that speaks.
        actionsSuppressor: { alarm: args.unless.alarmName, waitPeriod: 60, extensionPeriod: 120 },
      }),
    },
    // The provider replaces it for another `actionsEnabled`. A successor of the same name, made first, would be deleted as
    // the old one: nothing would page any more.
    { parent, deleteBeforeReplace: true },
  );
