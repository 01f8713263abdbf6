import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { RDSClient } from "@aws-sdk/client-rds";
import { describe, expect, it, vi } from "vitest";
import { describedAlarms } from "../../ops/alarms/ask.ts";
import { clusterSnapshots, instanceSnapshots } from "../../ops/rollback/database/snapshots.ts";
import type { Work } from "../../ops/rollback/work.ts";
import { Session } from "../../ops/session.ts";

const region = "eu-central-1";
const session = new Session("111122223333", "anna");

/** Answers as AWS does where one answer does not hold everything; says by which token each page was asked for. */
function paging(
  client: CloudWatchClient | RDSClient,
  token: "NextToken" | "Marker",
  pages: readonly object[],
) {
  const asked: unknown[] = [];
  vi.spyOn(client, "send").mockImplementation(async (command: { readonly input: object }) => {
    const at = Reflect.get(command.input, token);
    asked.push(at);
    const page = at === undefined ? 0 : Number(at);
    return { ...pages[page], ...(page + 1 < pages.length && { [token]: String(page + 1) }) };
  });
  return asked;
}

describe("what AWS lists on several pages", () => {
  it("is every alarm, metric or composite, also of those that are asked for by name", async () => {
    const client = new CloudWatchClient({ region });
    const asked = paging(client, "NextToken", [
      { MetricAlarms: [{ AlarmName: "a" }] },
      { MetricAlarms: [{ AlarmName: "b" }], CompositeAlarms: [{ AlarmName: "c" }] },
    ]);
    const found = await describedAlarms(client, session, "cloudwatch:DescribeAlarms", {
      AlarmNames: ["a", "b", "c"],
    });

    expect(found.map(({ AlarmName }) => AlarmName)).toEqual(["a", "b", "c"]);
    expect(asked).toEqual([undefined, "1"]);
  });

  it.each([
    ["an instance", instanceSnapshots, "DBSnapshots", "DBSnapshotIdentifier"],
    ["a cluster", clusterSnapshots, "DBClusterSnapshots", "DBClusterSnapshotIdentifier"],
  ])("is every snapshot of %s, from the first page whenever it is asked for", async (_, list, key, name) => {
    const rds = new RDSClient({ region });
    const page = (id: string) => ({ [key]: [{ [name]: `shop-release-${id}`, Status: "available" }] });
    const asked = paging(rds, "Marker", [page("one"), page("two")]);
    const work = { target: { prefix: "shop" }, session, clients: { rds } } as Work;

    for (const _time of [1, 2])
      expect((await list(work)).map((one) => one.name)).toEqual(["shop-release-one", "shop-release-two"]);
    expect(asked).toEqual([undefined, "1", undefined, "1"]);
  });
});
