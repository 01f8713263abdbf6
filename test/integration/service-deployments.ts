import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { DeploymentConfiguration } from "@aws-sdk/client-ecs";
import { z } from "zod";
import { listening, silenced } from "../listening.ts";
import { passOn } from "./pass-on.ts";

interface Deployment {
  readonly arn: string;
  readonly from: string;
  readonly to: string;
  status: string;
  readonly at: number;
  /** So many looks until it is over. */
  left: number;
  /** Only of one that was over before anybody looked. */
  readonly ended?: number;
}

interface Service {
  taskDefinition: string;
  readonly desired: number;
  configuration: DeploymentConfiguration;
  readonly deployments: Deployment[];
}

const asked = z.object({
  service: z.string().optional(),
  services: z.array(z.string()).optional(),
  serviceDeploymentArn: z.string().optional(),
  serviceDeploymentArns: z.array(z.string()).optional(),
  serviceRevisionArns: z.array(z.string()).optional(),
  taskDefinition: z.string().optional(),
  forceNewDeployment: z.boolean().optional(),
  deploymentConfiguration: z.custom<DeploymentConfiguration>().optional(),
  stopType: z.string().optional(),
  hookId: z.string().optional(),
  action: z.string().optional(),
});
type Asked = z.infer<typeof asked>;

/**
 * ECS as far as moto lacks it: services whose deployments take time, succeed, fail, and are stopped and rolled back
 * (DescribeServices, UpdateService, ListServiceDeployments, DescribeServiceDeployments, DescribeServiceRevisions,
 * StopServiceDeployment, ContinueServiceDeployment). All else goes on to moto.
 */
export class ServiceDeployments {
  readonly services = new Map<string, Service>();
  /** What was changed, in order. */
  readonly changes: string[] = [];
  /** Services whose deployments come to nothing. */
  readonly failing = new Set<string>();
  /** Changes of a configuration alone that are refused. */
  refusesConfiguration = false;
  /** So many questions what serves are not answered from now on. */
  silent = 0;
  looks = 2;
  /** Services whose deployments wait for a person, who tells them to go on. */
  readonly waiting = new Set<string>();
  readonly url: string;
  readonly #server;

  private constructor(server: ReturnType<typeof createServer>, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async start(moto: string): Promise<ServiceDeployments> {
    const server = createServer();
    const made = new ServiceDeployments(server, `http://127.0.0.1:${await listening(server)}`);
    server.on("request", (request, response) => void made.#answer(request, response, moto));
    return made;
  }

  stop(): void {
    silenced(this.#server);
  }

  reset(): void {
    this.services.clear();
    this.changes.length = 0;
    this.failing.clear();
    this.refusesConfiguration = false;
    this.silent = 0;
    this.looks = 2;
    this.waiting.clear();
  }

  serve(id: string, taskDefinition: string, configuration: DeploymentConfiguration = {}, desired = 2): void {
    this.services.set(id, { taskDefinition, desired, configuration, deployments: [] });
  }

  /** A deployment that is going on, and stays so until it is stopped, or for so many looks. */
  deploying(id: string, to: string, looks = Number.POSITIVE_INFINITY): void {
    const service = this.#service(id);
    service.deployments.push(this.#deployment(id, service.taskDefinition, to, looks));
    service.taskDefinition = to;
  }

  /** A deployment that was over some minutes ago, well or not, and the only one that there was. */
  deployed(id: string, to: string, status: "SUCCESSFUL" | "ROLLBACK_SUCCESSFUL", minutesAgo = 5): void {
    const service = this.#service(id);
    const ended = Date.now() / 1000 - minutesAgo * 60;
    const made = this.#deployment(id, service.taskDefinition, to, 0);
    service.deployments.splice(0, service.deployments.length, { ...made, status, ended, at: ended - 600 });
    if (status === "SUCCESSFUL") service.taskDefinition = to;
  }

  async #answer(request: IncomingMessage, response: ServerResponse, moto: string): Promise<void> {
    const body = await buffer(request);
    const name =
      String(request.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    const mine = this.#mine(name, body.toString("utf8"));
    if (mine !== undefined) {
      response
        .writeHead(mine.status, { "content-type": "application/x-amz-json-1.1" })
        .end(JSON.stringify(mine.body));
      return;
    }
    const passed = await passOn(moto, request, body);
    response.writeHead(passed.status, passed.headers).end(passed.body);
  }

  #mine(name: string, body: string): { readonly status: number; readonly body: object } | undefined {
    const input = () => asked.parse(JSON.parse(body));
    const fine = (answer: object) => ({ status: 200, body: answer });
    if (name === "DescribeServices" && this.silent > 0) {
      this.silent--;
      return { status: 400, body: { __type: "ServerException", message: "not now" } };
    }
    if (name === "DescribeServices") return fine({ services: this.#describe(input()), failures: [] });
    if (name === "ListServiceDeployments") return fine({ serviceDeployments: this.#list(input()) });
    if (name === "DescribeServiceDeployments") return fine({ serviceDeployments: this.#look(input()) });
    if (name === "DescribeServiceRevisions") return fine({ serviceRevisions: this.#revisions(input()) });
    if (name === "UpdateService") return this.#update(input());
    if (name === "StopServiceDeployment") return this.#stop(input());
    if (name === "ContinueServiceDeployment") return this.#continue(input());
    return undefined;
  }

  #describe({ services = [] }: Asked): object[] {
    return services.flatMap((id) => {
      const service = this.services.get(id);
      if (service === undefined) return [];
      const { taskDefinition, desired, configuration, deployments } = service;
      const last = deployments.at(-1);
      const going = last !== undefined && isGoing(last);
      return [
        {
          serviceName: id,
          serviceArn: `arn:aws:ecs:eu-central-1:123456789012:service/prospector-staging/${id}`,
          status: "ACTIVE",
          desiredCount: desired,
          runningCount: desired,
          taskDefinition,
          deploymentConfiguration: configuration,
          deployments: [
            {
              id: `ecs-svc/${deployments.length}`,
              status: "PRIMARY",
              taskDefinition,
              rolloutState: going ? "IN_PROGRESS" : "COMPLETED",
            },
            ...(going
              ? [
                  {
                    id: "ecs-svc/old",
                    status: "ACTIVE",
                    taskDefinition: last.from,
                    rolloutState: "COMPLETED",
                  },
                ]
              : []),
          ],
          events: [{ id: "1", message: `(service ${id}) has reached a steady state.`, createdAt: 1 }],
        },
      ];
    });
  }

  #list({ service = "" }: Asked): object[] {
    const found = this.services.get(service)?.deployments ?? [];
    const last = found.at(-1);
    if (last && isGoing(last) && --last.left <= 0) this.#end(service, last);
    return found.map(({ arn, status, at }) => ({ serviceDeploymentArn: arn, status, createdAt: at }));
  }

  #look({ serviceDeploymentArns = [] }: Asked): object[] {
    return [...this.services.values()]
      .flatMap(({ deployments }) => deployments)
      .filter(({ arn }) => serviceDeploymentArns.includes(arn))
      .map(({ arn, status, at, ended }) => ({
        serviceDeploymentArn: arn,
        status,
        createdAt: at,
        targetServiceRevision: { arn: revisionOf(arn) },
        ...(ended !== undefined && { finishedAt: ended }),
        lifecycleStage: "BAKE_TIME",
        ...(this.waiting.has(arn.split("/").at(-2) ?? "") && {
          lifecycleHookDetails: [{ hookId: "ecs-pause-1", targetType: "PAUSE", status: "AWAITING_ACTION" }],
        }),
        ...(status.startsWith("ROLLBACK") && { statusReason: "a lifecycle hook failed" }),
      }));
  }

  #revisions({ serviceRevisionArns = [] }: Asked): object[] {
    return [...this.services.values()]
      .flatMap(({ deployments }) => deployments)
      .filter(({ arn }) => serviceRevisionArns.includes(revisionOf(arn)))
      .map(({ arn, to }) => ({ serviceRevisionArn: revisionOf(arn), taskDefinition: to }));
  }

  #end(id: string, deployment: Deployment): void {
    const service = this.#service(id);
    const undone = deployment.status === "ROLLBACK_REQUESTED" || this.failing.has(id);
    deployment.status = undone ? "ROLLBACK_SUCCESSFUL" : "SUCCESSFUL";
    if (undone) service.taskDefinition = deployment.from;
  }

  #update({ service: id = "", taskDefinition, forceNewDeployment, deploymentConfiguration }: Asked) {
    const service = this.#service(id);
    const steps = deploymentConfiguration && stepsOf(deploymentConfiguration);
    if (this.refusesConfiguration && taskDefinition === undefined)
      return { status: 400, body: { __type: "AccessDeniedException", message: "not authorized to perform" } };
    if (deploymentConfiguration) service.configuration = deploymentConfiguration;
    this.changes.push([id, taskDefinition?.split("/").at(-1), steps].filter(Boolean).join(" "));
    const to = taskDefinition ?? service.taskDefinition;
    if (forceNewDeployment || to !== service.taskDefinition) {
      service.deployments.push(this.#deployment(id, service.taskDefinition, to, this.looks));
      service.taskDefinition = to;
    }
    return { status: 200, body: { service: {} } };
  }

  #stop({ serviceDeploymentArn = "", stopType }: Asked) {
    for (const [id, { deployments }] of this.services)
      for (const deployment of deployments)
        if (deployment.arn === serviceDeploymentArn) {
          if (!isGoing(deployment))
            return { status: 400, body: { __type: "ConflictException", message: "over" } };
          this.changes.push(`${id} stopped: ${stopType}`);
          deployment.status = "ROLLBACK_REQUESTED";
          deployment.left = this.looks;
        }
    return { status: 200, body: { serviceDeploymentArn } };
  }

  #continue({ serviceDeploymentArn = "", hookId, action }: Asked) {
    const id = serviceDeploymentArn.split("/").at(-2) ?? "";
    this.waiting.delete(id);
    this.changes.push(`${id} ${action} ${hookId}`);
    return { status: 200, body: { serviceDeploymentArn } };
  }

  #deployment(id: string, from: string, to: string, left: number): Deployment {
    const number = this.#service(id).deployments.length + 1;
    const arn = `arn:aws:ecs:eu-central-1:123456789012:service-deployment/prospector-staging/${id}/${number}`;
    return { arn, from, to, status: "IN_PROGRESS", at: Date.now() / 1000 + number, left };
  }

  #service(id: string): Service {
    const service = this.services.get(id);
    if (service === undefined) throw new Error(`no service ${id}`);
    return service;
  }
}

const revisionOf = (deployment: string): string =>
  deployment.replace(":service-deployment/", ":service-revision/");

const isGoing = ({ status }: Deployment): boolean =>
  status === "IN_PROGRESS" || status === "ROLLBACK_REQUESTED";

const stepsOf = ({
  strategy,
  bakeTimeInMinutes,
  canaryConfiguration,
  lifecycleHooks,
}: DeploymentConfiguration): string =>
  [
    strategy,
    `bake ${bakeTimeInMinutes}`,
    canaryConfiguration && `${canaryConfiguration.canaryPercent} %`,
    `hooks ${lifecycleHooks?.map(({ targetType }) => targetType).join("+") ?? "none"}`,
  ]
    .filter(Boolean)
    .join(" ");
