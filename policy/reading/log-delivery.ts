import type { Node, StackView } from "../view.ts";

export const logSource = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
export const logDelivery = "aws:cloudwatch/logDelivery:LogDelivery";

/** The access logs that CloudWatch takes from one distribution. */
export const sourcesOf = (stack: StackView, cdn: Node): readonly Node[] =>
  stack.pointing(logSource, "resourceArn", cdn).filter((node) => node.known("logType") === "ACCESS_LOGS");
