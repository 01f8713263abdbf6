import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { stateMachine } from "../../components/run/state-machine.ts";
import type { StepAnswer, StepQuestion } from "../../functions/shared/procedure.ts";

const machine = stateMachine({
  description: "Restarts who reads a secret",
  partition: "aws",
  functionArn: "arn:aws:lambda:eu-central-1:111122223333:function:shop-staging-restart",
  timeoutSeconds: 600,
});

type Ended = { readonly status: "succeeded" | "failed" | "timed out"; readonly output?: unknown };
type Step = (question: StepQuestion<unknown, unknown>) => unknown;

/** As much of the States Language as this machine speaks; time passes in Wait states only. */
function execute(step: Step, input: unknown, startedAt = "2026-11-21T04:00:00Z"): Ended & { waited: number } {
  const { States, StartAt, TimeoutSeconds } = machine;
  let name = StartAt;
  let data: unknown = input;
  let waited = 0;
  for (;;) {
    switch (name) {
      case "Begin":
        data = States.Begin.Result;
        name = States.Begin.Next;
        break;
      case "Step":
        try {
          data = step({ input, state: fieldOf(data, States.Step.Parameters.Payload["state.$"]), startedAt });
        } catch {
          return { status: "failed", waited };
        }
        name = States.Step.Next;
        break;
      case "Answer": {
        const chosen = States.Answer.Choices.find(
          ({ Variable, StringEquals }) => fieldOf(data, Variable) === StringEquals,
        );
        name = chosen?.Next ?? States.Answer.Default;
        break;
      }
      case "Wait":
        waited += Number(fieldOf(data, States.Wait.SecondsPath));
        if (waited > TimeoutSeconds) return { status: "timed out", waited: TimeoutSeconds };
        name = States.Wait.Next;
        break;
      case "Done":
        return { status: "succeeded", output: data, waited };
      default:
        return { status: "failed", waited };
    }
  }
}

/** What a reference path such as `$.state` names; a path to nothing fails, as the service does. */
function fieldOf(data: unknown, path: string): unknown {
  const key = path.slice("$.".length);
  if (typeof data !== "object" || data === null || !(key in data)) throw new Error(`nothing at ${path}`);
  return Object.getOwnPropertyDescriptor(data, key)?.value;
}

const again = (after: number, state: unknown): StepAnswer<unknown> => ({ status: "again", after, state });
const done = (result: unknown): StepAnswer<unknown> => ({ status: "done", result });

describe("the state machine of a procedure", () => {
  it("is valid in the States Language", async () => {
    expect(await validate(machine)).toMatchObject({ isValid: true, errors: [] });

    const astray = { ...machine, StartAt: "Nowhere" };
    expect(await validate(astray)).toMatchObject({ isValid: false });
  });

  it("asks its function again with what it answered, until it is done", () => {
    const asked: StepQuestion<unknown, unknown>[] = [];
    const answers = [
      again(20, { queue: ["api", "worker"] }),
      again(30, { queue: ["worker"] }),
      done(["api"]),
    ];
    const ended = execute(
      (question) => {
        asked.push(question);
        return answers.shift();
      },
      { detail: { secret: "JWT" } },
    );

    expect(ended).toEqual({ status: "succeeded", output: { status: "done", result: ["api"] }, waited: 50 });
    expect(asked).toEqual(
      [null, { queue: ["api", "worker"] }, { queue: ["worker"] }].map((state) => ({
        input: { detail: { secret: "JWT" } },
        state,
        startedAt: "2026-11-21T04:00:00Z",
      })),
    );
  });

  it("fails when its function throws", () => {
    expect(
      execute(() => {
        throw new Error("api did not become healthy");
      }, {}),
    ).toEqual({ status: "failed", waited: 0 });
  });

  it("fails on an answer that nobody understands", () => {
    expect(execute(() => ({ status: "perhaps" }), {})).toEqual({ status: "failed", waited: 0 });
  });

  it("never goes on for longer than its bound", () => {
    expect(execute(() => again(60, null), {})).toEqual({ status: "timed out", waited: 600 });
  });

  it("tries again what failed in Lambda itself, and never what failed in the function", () => {
    const { Retry } = machine.States.Step;
    expect(Retry.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual([
      "Lambda.ClientExecutionTimeoutException",
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Lambda.TooManyRequestsException",
    ]);
  });
});
