import { describe, expect, it } from "vitest";
import { readQuestion } from "../../functions/shared/hook.ts";

const arn = (kind: string, id: string) => `arn:aws:ecs:eu-central-1:123456789012:${kind}/shop-test/${id}`;
const service = arn("service", "api");
const revision = arn("service-revision", "api/9313423515462893900");
const deployment = arn("service-deployment", "api/EZe5RNVLH6PPzHXINuP28");

/** As the guide shows it. */
const event = {
  executionId: "e8d5a28f-eb01-4f3c-9454-a30ba6dc54bc",
  lifecycleStage: "PRE_SCALE_UP",
  resourceArn: deployment,
  executionDetails: {
    serviceArn: service,
    targetServiceRevisionArn: revision,
    testTrafficWeights: {},
    productionTrafficWeights: {},
  },
};

describe("what ECS asks a hook with", () => {
  it("is read where the details are in a field of their own, and where they are beside the others", () => {
    const { executionDetails, ...rest } = event;
    const read = { stage: "PRE_SCALE_UP", service, targetRevision: revision, deployment };

    expect(readQuestion(event)).toEqual(read);
    expect(readQuestion({ ...rest, ...executionDetails })).toEqual(read);
  });

  it("may come without the deployment's own name", () => {
    const { resourceArn, ...rest } = event;
    expect(readQuestion(rest)).toMatchObject({ targetRevision: revision, deployment: null });
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["no stage", { ...event, lifecycleStage: undefined }],
    ["no service", { ...event, executionDetails: { targetServiceRevisionArn: revision } }],
    ["no revision", { ...event, executionDetails: { serviceArn: service } }],
    ["another form", { ...event, executionDetails: { serviceArn: 1, targetServiceRevisionArn: revision } }],
  ])("is refused with %s", (_, broken) => {
    expect(() => readQuestion(broken)).toThrow("the event names no service and no target revision");
  });
});
