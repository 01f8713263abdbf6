import {
  type DeploymentConfiguration,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import { ecsOf } from "../ecs/client.ts";
import { serviceDeployments } from "../ecs/services.ts";
import { clusterOf } from "../names.ts";
import { Halted } from "./halted.ts";
import { isGoing, type Serving, shortOf } from "./serving.ts";
import { emergency } from "./strategy.ts";
import { until, type Work } from "./work.ts";

/** How long ECS may take to give all traffic back to what served before: it moves weights and stops tasks. */
const rollbackMinutes = 20;

/** Gives all traffic back to what served before, at once; ECS then stops what was coming up. */
export async function stopDeployment(work: Work, service: Serving): Promise<void> {
  const { target, session, voice } = work;
  const serviceDeploymentArn = service.deployment?.serviceDeploymentArn;
  if (serviceDeploymentArn === undefined) return;
  const command = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: "ROLLBACK" });
  // Over in the meantime: what it led to is looked at next.
  const over = ["ConflictException", "ServiceDeploymentNotFoundException"];
  await session.find(`stop the deployment of ${service.id}`, "ecs:StopServiceDeployment", over, () =>
    ecsOf(target).send(command),
  );
  voice.say(`  ${service.id}: its deployment is stopped; all traffic goes to what served before`);
}

/** @throws Halted where the traffic is not given back within the bound */
export async function rolledBack(work: Work, { id }: Serving): Promise<void> {
  const { target, session, voice } = work;
  const end = await until(work, rollbackMinutes, async () => {
    const [newest] = await serviceDeployments(target, session, id, 1);
    voice.now(`${id}: ${newest?.status ?? "no deployment"}`);
    return isGoing(newest) ? undefined : (newest?.status ?? "over");
  });
  if (end === undefined)
    throw new Halted(
      `${id}: ECS has not given the traffic back within ${rollbackMinutes} minutes; see \`aws ecs describe-services --cluster ${clusterOf(target)} --services ${id}\``,
    );
  voice.say(`  ${id}: ${end}`);
}

/** Begins a deployment of a task definition; how it goes is watched. */
export async function begin(
  work: Work,
  { id, shifting, configuration }: Serving,
  taskDefinition: string,
): Promise<void> {
  const { manner, voice } = work;
  await update(work, id, {
    taskDefinition,
    forceNewDeployment: true,
    ...(shifting && { deploymentConfiguration: emergency(configuration, manner.watchMinutes) }),
  });
  voice.say(`  ${id}: ${shortOf(taskDefinition)} is deployed${shifting ? ", all traffic at once" : ""}`);
}

/** What the next deployment is to do again, after the one that did not wait. */
export const putBack = (
  work: Work,
  id: string,
  deploymentConfiguration: DeploymentConfiguration,
): Promise<void> => update(work, id, { deploymentConfiguration });

async function update(
  { target, session }: Work,
  service: string,
  change: Omit<UpdateServiceCommandInput, "service" | "cluster">,
): Promise<void> {
  const command = new UpdateServiceCommand({ cluster: clusterOf(target), service, ...change });
  await session.call(
    `update ${service}`,
    "ecs:UpdateService, and iam:PassRole on the roles of its tasks",
    () => ecsOf(target).send(command),
  );
}
