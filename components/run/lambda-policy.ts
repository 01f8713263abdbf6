import { document, type Statement } from "../document.ts";
import { arnOf, type Place } from "../place.ts";

/** Lambda's service may be named by no condition: it does not say for whom it assumes a role ("Execution role", Lambda guide). */
export const lambdaTrust: string = document({
  Sid: "Lambda",
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
});

export interface LambdaPolicyArgs {
  readonly functionArn: string;
  readonly logGroupName: string;
  /** Whether it stands in our network. */
  readonly inNetwork: boolean;
  /** What its own code is to do. */
  readonly statements: readonly Statement[];
}

/** What one function may do: write its log, stand in the network, and what its code needs. */
export const lambdaPolicy = (place: Place, args: LambdaPolicyArgs): string =>
  document(
    {
      Sid: "WriteLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: arnOf(place, "logs", `log-group:${args.logGroupName}:log-stream:*`),
    },
    ...(args.inNetwork ? network(args.functionArn) : []),
    ...args.statements,
  );

/** Permissions that Lambda wants on everything, to put a function's interface into a subnet ("Required IAM permissions"). */
const interfaces = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** Lambda's service uses them before our code runs; the code itself is denied them, as the Lambda guide advises. */
const network = (functionArn: string): readonly Statement[] => [
  { Sid: "StandInTheNetwork", Effect: "Allow", Action: interfaces, Resource: "*" },
  {
    Sid: "NotByItsCode",
    Effect: "Deny",
    Action: [...interfaces, "ec2:DetachNetworkInterface"],
    Resource: "*",
    Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
  },
];
