import { describe, expect, it } from "vitest";
import { compareContainers } from "../../readiness/evaluation/containers.ts";
import type { Recording } from "../../readiness/program/recording.ts";
import { registration, wire } from "./registration.ts";

/** A task whose real containers are these and whose copy shows those, beside a database that AWS gave an address. */
function recording(real: readonly object[], copy: readonly object[]): Recording {
  const component = registration("shop:run:Task", "api", {
    custom: false,
    outputs: wire({ containers: copy }),
  });
  const containerDefinitions = JSON.stringify(real);
  const task = registration("aws:ecs/taskDefinition:TaskDefinition", "api", {
    parent: component.urn,
    inputs: wire({ containerDefinitions }),
    outputs: wire({ containerDefinitions }),
  });
  const database = registration("aws:rds/instance:Instance", "db", {
    inputs: wire({ identifier: "shop" }),
    outputs: wire({ identifier: "shop", address: "shop.c0ffee.rds.amazonaws.com" }),
  });
  return new Map([component, task, database].map((made) => [made.urn, made]));
}

const secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-production";
const container = {
  name: "api",
  image: "shop@sha256:1",
  readonlyRootFilesystem: true,
  environment: [
    { name: "MODE", value: "live" },
    { name: "HOST", value: "shop.c0ffee.rds.amazonaws.com" },
  ],
  secrets: [
    { name: "TOKEN", valueFrom: `${secret}/TOKEN-a1b2c3` },
    { name: "KEY_PREVIOUS", valueFrom: `${secret}/KEY-d4e5f6:previous::` },
  ],
};
const copy = {
  ...container,
  environment: [{ name: "MODE", value: "live" }, { name: "HOST" }],
  secrets: [
    { name: "TOKEN", valueFrom: `${secret}/TOKEN-??????` },
    { name: "KEY_PREVIOUS", valueFrom: `${secret}/KEY-??????:previous::` },
  ],
};
const said = (...shown: readonly object[]) => compareContainers(recording([container], shown));

describe("the copy of a task's containers that a first preview is judged by", () => {
  it("may leave out what AWS makes, and nothing else", () => {
    expect(said(copy)).toEqual([]);
    expect(said({ ...copy, environment: [{ name: "MODE" }, { name: "HOST" }] })).toEqual([
      expect.stringContaining('"environment" of container api differs'),
    ]);
  });

  it("may not say it better than it is", () => {
    expect(
      compareContainers(recording([{ ...container, readonlyRootFilesystem: false, user: "0" }], [copy])),
    ).toEqual([
      expect.stringContaining('"readonlyRootFilesystem" of container api differs'),
      expect.stringContaining('"user" of container api differs'),
    ]);
  });

  const [tokenShown, keyShown] = copy.secrets;
  it.each([
    ["none", []],
    ["not all", [tokenShown]],
    ["one without saying where it is", [{ name: "TOKEN" }, keyShown]],
    ["one from another secret", [{ name: "TOKEN", valueFrom: `${secret}/OTHER-??????` }, keyShown]],
    ["another key of one", [tokenShown, { ...keyShown, valueFrom: `${secret}/KEY-??????:next::` }]],
    ["one as a whole that is a key of it", [tokenShown, { ...keyShown, valueFrom: `${secret}/KEY-??????` }]],
  ])("names every secret and where it is, and may not show %s", (_, secrets) => {
    expect(said({ ...copy, secrets })).toEqual([
      expect.stringContaining('"secrets" of container api differs'),
    ]);
  });

  it("shows every container", () => {
    expect(said()).toEqual([
      expect.stringContaining("it runs 1 containers and its copy for the first preview shows 0"),
    ]);
  });
});
