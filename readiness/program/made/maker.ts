import type { Answer, Question } from "./question.ts";

export type Maker = (question: Question) => Answer;
export type Makers = Readonly<Record<string, Maker>>;

/** An EC2 thing: its id is a prefix and 17 hexadecimal digits, and its ARN ends in that id. */
export const ec2 =
  (prefix: string, resource: string, more: (question: Question, id: string) => object = () => ({})): Maker =>
  (question) => {
    const id = `${prefix}-${question.hex(17)}`;
    return { id, arn: question.arn("ec2", `${resource}/${id}`), ...more(question, id) };
  };

/** The name that the program gives, or the one that the provider makes up. */
export const nameFor = ({ text, name, hex }: Question, key = "name"): string =>
  text(key) || `${name}-${hex(7)}`;

/** A thing whose name is its id. */
export const named =
  (key: string, more: (question: Question, name: string) => object = () => ({})): Maker =>
  (question) => {
    const id = nameFor(question, key);
    return { id, [key]: id, ...more(question, id) };
  };

export const uuid = ({ hex }: Question, salt = ""): string => {
  const digits = hex(32, salt);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join("-");
};

/** An ARN of what may stand in another region than the rest of the stack: a copy, or what a CDN uses. */
export const inRegion = ({ text, where }: Question, arn: string): string =>
  text("region") ? arn.replace(`:${where.region}:`, `:${text("region")}:`) : arn;
