import { describe, expect, it } from "vitest";
import { severities } from "../../config/severities.ts";
import * as names from "../../ops/names.ts";
import { targetAt } from "../../ops/target.ts";
import { platform, stacks } from "./platforms.ts";

describe.each(stacks)(
  "the commands look for things under the names that the program gives them, in %s",
  (stack) => {
    const target = targetAt(`Pulumi.${stack}.yaml`);
    const { config } = target;
    const programs = [
      ...Object.keys(config.services),
      ...Object.keys(config.tasks).map((id) => `task-${id}`),
      ...Object.keys(config.crons).map((id) => `cron-${id}`),
    ].sort();
    const all = async (type: string) => (await platform(stack, "resolved")).all(type);

    it("the cluster, and in it each service by its own name", async () => {
      expect((await all("aws:ecs/cluster:Cluster")).map(({ name }) => name)).toEqual([
        names.clusterOf(target),
      ]);
      expect((await all("aws:ecs/service:Service")).map(({ name }) => name).sort()).toEqual(
        Object.keys(config.services).sort(),
      );
    });

    it("task definitions, their container and its log", async () => {
      const definitions = await all("aws:ecs/taskDefinition:TaskDefinition");
      const found = definitions.map(({ family, containerDefinitions }) => {
        const [container] = JSON.parse(String(containerDefinitions));
        const { options } = container.logConfiguration;
        return [family, options["awslogs-group"], `${options["awslogs-stream-prefix"]}/${container.name}/1`];
      });
      expect(found.sort()).toEqual(
        programs.map((id) => [
          names.familyOf(target, id),
          names.logGroupOf(target, id),
          names.logStreamOf(id, "1"),
        ]),
      );
    });

    it("the files of the frontend, how it is measured, and what it may know", async () => {
      expect((await all("aws:s3/bucket:Bucket")).map(({ bucket }) => bucket)).toContain(names.siteOf(target));
      expect((await all("aws:rum/appMonitor:AppMonitor")).map(({ name }) => name)).toEqual([
        names.rumOf(target),
      ]);
      expect((await all("aws:secretsmanager/secret:Secret")).map(({ name }) => name)).toEqual(
        expect.arrayContaining(Object.keys(config.secrets).map((id) => names.secretOf(target, id))),
      );
    });

    it("the evidence, the database and its proxy", async () => {
      expect((await all("aws:s3/bucket:Bucket")).map(({ bucket }) => bucket)).toContain(
        names.evidenceOf(target),
      );
      expect((await all("aws:rds/instance:Instance")).map(({ identifier }) => identifier)).toContain(
        names.databaseOf(target),
      );
      expect((await all("aws:rds/proxy:Proxy")).map(({ name }) => name)).toEqual([names.proxyOf(target)]);
    });

    it("the topics of pages and of tickets", async () => {
      const topics = (await all("aws:sns/topic:Topic")).map(({ name }) => String(name));
      for (const severity of severities)
        expect(topics).toContain(names.topicOf(target, severity).split(":").at(-1));
    });

    it("the network's parts by their tags", async () => {
      const tagged = async (type: string) =>
        (await all(type)).map(({ tags }) => (tags as Record<string, string> | undefined)?.Name);
      const groups = await tagged("aws:ec2/securityGroup:SecurityGroup");
      for (const id of Object.keys(config.services)) expect(groups).toContain(names.groupOf(target, id));
      expect(groups).toContain(names.databaseClientsOf(target));
      expect(await tagged("aws:ec2/vpc:Vpc")).toEqual([names.networkOf(target)]);
      const subnets = (await tagged("aws:ec2/subnet:Subnet")).filter((name) =>
        name?.startsWith(names.taskSubnetsOf(target)),
      );
      expect(subnets).toHaveLength(config.network.zones.length);
    });

    it("the alarms that stand in another region, which page by an event", async () => {
      const alarms = await all("aws:cloudwatch/metricAlarm:MetricAlarm");
      const far = alarms.filter(({ region = config.region }) => region !== config.region);
      expect(far.map(({ name, region }) => [name, region])).toEqual(
        names.farAlarmsOf(target).map((name) => [name, names.cdnRegion]),
      );
      expect(far).toHaveLength(1);
    });

    it("the alarms on what users feel", async () => {
      const alarms = (await all("aws:cloudwatch/metricAlarm:MetricAlarm")).map(({ name }) => name);
      for (const [id, service] of Object.entries(config.services))
        if ("port" in service)
          expect(alarms).toEqual(expect.arrayContaining([...names.servedAlarmsOf(target, id)]));
    });
  },
);
