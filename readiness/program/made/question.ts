/** The account's side of a made-up answer. */
export interface Where {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What a maker may build its answer from; the same question always gets the same answer. */
export interface Question {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly where: Where;
  /** So many hexadecimal digits of this resource's own; another `salt`, other digits. */
  readonly hex: (digits: number, salt?: string) => string;
  readonly arn: (service: string, resource: string, at?: "region" | "global" | "nowhere") => string;
  /** An input as text: empty when the program left it out. */
  readonly text: (key: string) => string;
}

export interface Answer {
  readonly id: string;
  readonly [output: string]: unknown;
}
