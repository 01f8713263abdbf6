/** Type tokens of what runs code without a server of ours. */
export const lambda = "aws:lambda/function:Function";
export const permission = "aws:lambda/permission:Permission";
export const functionUrl = "aws:lambda/functionUrl:FunctionUrl";
export const stateMachine = "aws:sfn/stateMachine:StateMachine";
export const eventRule = "aws:cloudwatch/eventRule:EventRule";
export const eventTarget = "aws:cloudwatch/eventTarget:EventTarget";
