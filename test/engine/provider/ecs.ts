import { isDeepStrictEqual } from "node:util";
import { type Cloud, changed, isBroken, looked } from "./cloud.ts";
import { isObject, open, openAll, type Values } from "./wire.ts";

/**
 * What ECS and the balancer do while Pulumi waits: a deployment asks its hooks and moves the weights of the listener
 * rules from one target group to the other (ECS guide, "Amazon ECS canary deployments"), and goes back when the new
 * tasks fail. Pulumi hears of the result alone, as with the real provider.
 */
export function afterCreate(type: string, id: string, outputs: Values): void {
  if (!moved.has(type)) return;
  const made = openAll(outputs);
  changed((cloud) => {
    if (type === ruleType) cloud.rules[id] = weightsIn(made);
    if (type === definitionType) cloud.images[String(made.arn)] = imageIn(made);
    if (type === serviceType) begin(cloud, String(made.name), made);
  });
}

/** @throws where ECS undoes the deployment: what the provider then says */
export function afterUpdate(type: string, id: string, olds: Values, news: Values): void {
  if (!moved.has(type)) return;
  const [before, after] = [openAll(olds), openAll(news)];
  changed((cloud) => {
    // The provider sends the actions of a rule only where they changed against what it knew of them.
    if (type === ruleType && !isDeepStrictEqual(before.actions, after.actions))
      cloud.rules[id] = weightsIn(after);
    if (type === serviceType && before.taskDefinition !== after.taskDefinition)
      deploy(cloud, String(after.name), after);
  });
}

/** What a refresh sees of a rule: the weights that ECS has left. */
export function seen(type: string, id: string, state: Values): Values {
  const weights = type === ruleType ? looked((cloud) => cloud.rules[id]) : undefined;
  if (!weights) return state;
  const actions = open(state.actions);
  return {
    ...state,
    actions: Array.isArray(actions)
      ? actions.map((action: Values) => ({
          ...action,
          forward: { ...forward(action), targetGroups: reweighed(action, weights) },
        }))
      : actions,
  };
}

const ruleType = "aws:lb/listenerRule:ListenerRule";
const serviceType = "aws:ecs/service:Service";
const definitionType = "aws:ecs/taskDefinition:TaskDefinition";
const moved: ReadonlySet<string> = new Set([ruleType, serviceType, definitionType]);

interface Group {
  readonly arn: string;
  readonly weight?: number;
}

const forward = (action: Values): Values => (isObject(action.forward) ? action.forward : {});

const groupsIn = (action: Values): readonly Group[] => {
  const { targetGroups } = forward(action);
  return Array.isArray(targetGroups) ? targetGroups : [];
};

const reweighed = (action: Values, weights: Readonly<Record<string, number>>): readonly Group[] =>
  groupsIn(action).map((group) => ({ ...group, weight: weights[group.arn] ?? 0 }));

function weightsIn({ actions }: Values): Record<string, number> {
  const [action] = Array.isArray(actions) ? actions : [];
  return Object.fromEntries(groupsIn(action ?? {}).map(({ arn, weight = 0 }) => [arn, weight]));
}

function imageIn({ containerDefinitions }: Values): string {
  const [container] = JSON.parse(String(containerDefinitions));
  return String(container.image);
}

/** How a service's traffic is shifted; undefined where it is not. */
function shiftOf({ loadBalancers, deploymentConfiguration }: Values) {
  const [balancer] = Array.isArray(loadBalancers) ? loadBalancers : [];
  const shift = isObject(balancer?.advancedConfiguration) ? balancer.advancedConfiguration : undefined;
  if (!shift || !isObject(deploymentConfiguration) || deploymentConfiguration.strategy === "ROLLING")
    return undefined;
  const canary = deploymentConfiguration.canaryConfiguration;
  const hooks = deploymentConfiguration.lifecycleHooks;
  return {
    groups: [String(balancer.targetGroupArn), String(shift.alternateTargetGroupArn)] as const,
    production: String(shift.productionListenerRule),
    test: String(shift.testListenerRule),
    percent: isObject(canary) ? Number(canary.canaryPercent) : 100,
    hooks: Array.isArray(hooks) ? hooks : [],
  };
}

/** The first deployment has nothing to shift from: the first group serves. */
function begin(cloud: Cloud, name: string, service: Values): void {
  const shift = shiftOf(service);
  if (shift?.groups.some((group) => !(group in (cloud.rules[shift.production] ?? {}))))
    throw new Error(
      "InvalidParameterException: Both targetGroup and alternateTargetGroup must be associated with the productionListenerRule or testListenerRule",
    );
  cloud.services[name] = { taskDefinition: String(service.taskDefinition), group: shift?.groups[0] ?? "" };
}

function deploy(cloud: Cloud, name: string, service: Values): void {
  const taskDefinition = String(service.taskDefinition);
  const image = cloud.images[taskDefinition] ?? "";
  const serving = cloud.services[name];
  const shift = shiftOf(service);
  const steps: string[] = [];
  const end = (ended: "successful" | "rolled back") =>
    cloud.deployments.push({ service: name, image, steps, ended });
  const undone = `waiting for ECS Service (${name}) update: deployment of ${taskDefinition} was rolled back by alarms`;
  if (!shift || !serving) {
    end(isBroken(image) ? "rolled back" : "successful");
    if (isBroken(image)) throw new Error(undone);
    cloud.services[name] = { taskDefinition, group: "" };
    return;
  }
  const [first, second] = shift.groups;
  const next = serving.group === first ? second : first;
  const colour = (group: string) => /-(blue|green)-/.exec(group)?.[1] ?? group;
  const move = (rule: "production" | "test", percent: number) => {
    cloud.rules[shift[rule]] = { [serving.group]: 100 - percent, [next]: percent };
    steps.push(`${rule}: ${colour(next)} ${percent} %`);
  };
  const ask = (stage: string) => {
    for (const hook of shift.hooks)
      if (hook.lifecycleStages.includes(stage))
        steps.push(`${stage}: ${String(hook.hookTargetArn).split(":").at(-1)}`);
  };
  ask("PRE_SCALE_UP");
  move("test", 100);
  ask("POST_TEST_TRAFFIC_SHIFT");
  move("production", shift.percent);
  if (isBroken(image)) {
    move("production", 0);
    move("test", 0);
    end("rolled back");
    throw new Error(undone);
  }
  move("production", 100);
  cloud.services[name] = { taskDefinition, group: next };
  end("successful");
}
