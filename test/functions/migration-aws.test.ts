import { once } from "node:events";
import { createServer } from "node:http";
import { ECSClient } from "@aws-sdk/client-ecs";
import { RDSClient } from "@aws-sdk/client-rds";
import { describe, expect, it } from "vitest";
import { databaseOf } from "../../functions/migration/database.ts";
import { releasesOf } from "../../functions/migration/release.ts";
import { oneOffsOf } from "../../functions/shared/one-off.ts";
import { type Answer, FakeAws, Refusal } from "./fake-aws.ts";

const image = (digit: string) => `repo/api@sha256:${digit.repeat(64)}`;
const definition = (family: string, revision: number) =>
  `arn:aws:ecs:eu-central-1:1:task-definition/${family}:${revision}`;

async function withEcs<T>(
  answers: Readonly<Record<string, Answer>>,
  act: (ecs: ECSClient, fake: FakeAws) => Promise<T>,
) {
  await using fake = await FakeAws.start(answers);
  return await act(new ECSClient(fake.client), fake);
}

describe("a release, as ECS describes it", () => {
  const families = {
    migrate: { family: "shop-task-migrate", container: "task-migrate" },
    verify: { family: "shop-task-verify", container: "task-verify" },
  };
  /** By definition: which image which container has. */
  const definitions =
    (containers: Readonly<Record<string, readonly (readonly [string, string])[]>>): Answer =>
    ({ body }) => ({
      taskDefinition: {
        containerDefinitions: containers[JSON.parse(body).taskDefinition]?.map(([name, ref]) => ({
          name,
          image: ref,
        })),
      },
    });
  const question = { stage: "PRE_SCALE_UP", service: "s", targetRevision: "new", deployment: "d" };
  const revision = (serviceRevisionArn: string, taskDefinition: string) => ({
    serviceRevisionArn,
    taskDefinition,
    createdAt: 1_800_000_000,
    networkConfiguration: { awsvpcConfiguration: { subnets: ["a", "b"], securityGroups: ["g"] } },
  });

  it("is told with its images, its network, and what serves meanwhile, once each and without tags", async () => {
    const answers = {
      DescribeServiceDeployments: () => ({
        serviceDeployments: [{ sourceServiceRevisions: [{ arn: "old" }, { arn: "older" }, { arn: "new" }] }],
      }),
      DescribeServiceRevisions: () => ({
        serviceRevisions: [revision("older", "def-2"), revision("new", "def-1"), revision("old", "def-2")],
      }),
      DescribeTaskDefinition: definitions({
        "def-1": [
          ["api", image("a")],
          ["agent", image("e")],
          ["other", "repo/other:latest"],
        ],
        "def-2": [["api", image("b")]],
      }),
    };
    await withEcs(answers, async (ecs, fake) => {
      expect(await releasesOf(ecs, families).asking(question)).toEqual({
        revision: "new",
        since: new Date(1_800_000_000_000),
        images: [image("a"), image("e")],
        subnets: ["a", "b"],
        securityGroups: ["g"],
        serving: [`sha256:${"b".repeat(64)}`],
      });
      expect(fake.calls.map(({ operation, body }) => [operation, JSON.parse(body)]).slice(0, 2)).toEqual([
        ["DescribeServiceDeployments", { serviceDeploymentArns: ["d"] }],
        ["DescribeServiceRevisions", { serviceRevisionArns: ["new", "old", "older"] }],
      ]);
    });
  });

  it("is refused where its image is not pinned, and where the event does not name the deployment", async () => {
    const answers = {
      DescribeServiceDeployments: () => ({ serviceDeployments: [{}] }),
      DescribeServiceRevisions: () => ({ serviceRevisions: [revision("new", "def-1")] }),
      DescribeTaskDefinition: definitions({ "def-1": [["api", "repo/api:latest"]] }),
    };
    await withEcs(answers, async (ecs) => {
      const releases = releasesOf(ecs, families);
      await expect(releases.asking(question)).rejects.toThrow("new runs no image that is pinned by digest");
      await expect(releases.asking({ ...question, deployment: null })).rejects.toThrow(
        "the event names no service deployment",
      );
    });
  });

  it("has the newest tasks with one of its images, by their own container, from page to page", async () => {
    const answers = {
      ListTaskDefinitions: ({ body }: { readonly body: string }) => {
        const { familyPrefix, nextToken } = JSON.parse(body);
        return nextToken
          ? { taskDefinitionArns: [definition(familyPrefix, 1)] }
          : {
              taskDefinitionArns: [definition(familyPrefix, 3), definition(familyPrefix, 2)],
              nextToken: "more",
            };
      },
      DescribeTaskDefinition: definitions({
        [definition("shop-task-migrate", 3)]: [
          ["agent", image("a")],
          ["task-migrate", image("b")],
        ],
        [definition("shop-task-migrate", 2)]: [["task-migrate", image("a")]],
        [definition("shop-task-verify", 3)]: [["task-verify", image("e")]],
        [definition("shop-task-verify", 2)]: [["task-verify", image("b")]],
        [definition("shop-task-verify", 1)]: [["task-verify", image("a")]],
      }),
    };
    await withEcs(answers, async (ecs, fake) => {
      expect(await releasesOf(ecs, families).tasks([image("a"), image("e")])).toEqual({
        image: image("a"),
        migrate: definition("shop-task-migrate", 2),
        verify: definition("shop-task-verify", 1),
      });
      expect(JSON.parse(fake.calls[0]?.body ?? "")).toEqual({
        familyPrefix: "shop-task-migrate",
        status: "ACTIVE",
        sort: "DESC",
      });
    });
  });

  it("is looked for among two hundred revisions, not for ever", async () => {
    const answers = {
      ListTaskDefinitions: () => ({
        taskDefinitionArns: Array.from({ length: 100 }, (_, index) => definition("shop-task-migrate", index)),
        nextToken: "more",
      }),
      DescribeTaskDefinition: definitions({}),
    };
    await withEcs(answers, async (ecs, fake) => {
      await expect(releasesOf(ecs, families).tasks([image("a")])).rejects.toThrow(
        `no active revision of shop-task-migrate runs ${image("a")}`,
      );
      expect(fake.calls.filter(({ operation }) => operation === "ListTaskDefinitions")).toHaveLength(2);
    });
  });
});

describe("one-off tasks", () => {
  const start = { definition: "def:1", subnets: ["a"], securityGroups: ["g"], startedBy: "migrate/a/b" };

  it("that ECS does not start are refused with its reason", async () => {
    const failures = [{ reason: "RESOURCE:CPU", detail: "none left" }];
    await withEcs({ RunTask: () => ({ tasks: [], failures }) }, async (ecs) => {
      await expect(oneOffsOf(ecs, "shop").start(start)).rejects.toThrow(
        "ECS does not start def:1: RESOURCE:CPU none left",
      );
    });
  });

  it("whose token somebody used a moment ago are theirs; what else goes wrong is thrown", async () => {
    const refuses = (type: string) => () => {
      throw new Refusal(type, "no");
    };
    await withEcs({ RunTask: refuses("ConflictException") }, async (ecs) => {
      await expect(oneOffsOf(ecs, "shop").start(start)).resolves.toBeUndefined();
    });
    await withEcs({ RunTask: refuses("AccessDeniedException") }, async (ecs) => {
      await expect(oneOffsOf(ecs, "shop").start(start)).rejects.toThrow("no");
    });
  });

  it("are found by their family alone, a hundred at a time, each once", async () => {
    const arns = Array.from({ length: 150 }, (_, index) => `arn:task/${index}`);
    const answers = {
      ListTasks: () => ({ taskArns: arns }),
      DescribeTasks: ({ body }: { readonly body: string }) => ({
        tasks: JSON.parse(body).tasks.map((taskArn: string) => ({
          taskArn,
          startedBy: "me",
          createdAt: 1_800_000_000,
          lastStatus: taskArn.endsWith("/0") ? "DEPROVISIONING" : "STOPPED",
          stopCode: "EssentialContainerExited",
          stoppedReason: "Essential container in task exited",
          containers: [
            { name: "agent", exitCode: 0 },
            { name: "job", exitCode: 2, reason: "OutOfMemoryError" },
          ],
        })),
      }),
    };
    await withEcs(answers, async (ecs, fake) => {
      const found = await oneOffsOf(ecs, "shop").list({ family: "shop-job", container: "job" });
      const reason = "EssentialContainerExited · Essential container in task exited · OutOfMemoryError";
      const one = { startedBy: "me", createdAt: new Date(1_800_000_000_000), reason };
      expect([found.length, found[0], found[149]]).toEqual([
        150,
        { ...one, arn: "arn:task/0", ended: false, exitCode: null },
        { ...one, arn: "arn:task/149", ended: true, exitCode: 2 },
      ]);
      expect(fake.calls.map(({ operation, body }) => [operation, JSON.parse(body).tasks?.length])).toEqual([
        ["ListTasks", undefined],
        ["ListTasks", undefined],
        ["DescribeTasks", 100],
        ["DescribeTasks", 50],
      ]);
      expect(JSON.parse(fake.calls[1]?.body ?? "")).toEqual({
        cluster: "shop",
        family: "shop-job",
        desiredStatus: "STOPPED",
      });
    });
  });
});

describe.each([
  ["postgres", "DBInstance", "DBSnapshot", ""],
  ["aurora-postgresql", "DBCluster", "DBClusterSnapshot", "Fault"],
] as const)("a database of %s", (engine, kind, snapshot, end) => {
  /** What comes of asking for a snapshot where RDS refuses it, in the XML that it speaks. */
  async function taken(code: string): Promise<boolean> {
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error>`;
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(400).end(`<ErrorResponse>${error}</ErrorResponse>`);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : "";
    const rds = new RDSClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: "eu-central-1",
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
      maxAttempts: 1,
    });
    try {
      return await databaseOf(rds, { engine, identifier: "shop-database" }).take("name", {});
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it("is too busy in any state but one", async () => {
    expect(await taken(`Invalid${kind}State${end}`)).toBe(false);
  });

  it("has its snapshot where somebody else has just begun it", async () => {
    expect(await taken(`${snapshot}AlreadyExists${end}`)).toBe(true);
  });

  it("is refused one where the account holds as many as it may; what else goes wrong is thrown", async () => {
    await expect(taken("SnapshotQuotaExceeded")).rejects.toThrow(
      "the account has as many snapshots as it may have",
    );
    await expect(taken("KMSKeyNotAccessibleFault")).rejects.toThrow("no");
  });
});
