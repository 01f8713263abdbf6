import { servedServices } from "../served.ts";
import { type FloorLine, unless } from "./line.ts";

/** How a release reaches users, and how far back one can go. */
export const deliveryFloor: readonly FloorLine[] = [
  {
    requirements: ["P16", "K05"],
    reads: ["services"],
    says: "release what answers requests to a share of the users first: by canary or linear",
    below: (config) =>
      servedServices(config).flatMap(([id, { deploy }]) =>
        unless(/^(canary|linear)$/.test(deploy.strategy), "services", id, "deploy", "strategy"),
      ),
  },
  {
    requirements: ["P16", "K05"],
    reads: ["services"],
    says: "risk little at a time: percent at most 5 for a canary, 10 for each linear share",
    below: (config) =>
      servedServices(config).flatMap(([id, { deploy }]) =>
        unless(
          !("percent" in deploy) || deploy.percent <= (deploy.strategy === "canary" ? 5 : 10),
          "services",
          id,
          "deploy",
          "percent",
        ),
      ),
  },
  {
    requirements: ["K05"],
    reads: ["services"],
    says: "watch a share before the next: stepMinutes at least 10 for a canary, 5 for a linear share",
    below: (config) =>
      servedServices(config).flatMap(([id, { deploy }]) =>
        unless(
          !("stepMinutes" in deploy) || deploy.stepMinutes >= (deploy.strategy === "canary" ? 10 : 5),
          "services",
          id,
          "deploy",
          "stepMinutes",
        ),
      ),
  },
  {
    requirements: ["K05", "P16"],
    reads: ["services"],
    says: "keep the old tasks at least 10 minutes after all traffic has moved: bakeMinutes",
    below: (config) =>
      servedServices(config).flatMap(([id, { deploy }]) =>
        unless(
          !("bakeMinutes" in deploy) || deploy.bakeMinutes >= 10,
          "services",
          id,
          "deploy",
          "bakeMinutes",
        ),
      ),
  },
  {
    requirements: ["C11", "P08"],
    reads: ["services"],
    says: "let each container that answers requests check itself: by health.client or a healthCommand",
    below: (config) =>
      servedServices(config).flatMap(([id, { health, healthCommand }]) =>
        unless(
          health.client !== undefined || healthCommand !== undefined,
          "services",
          id,
          "health",
          "client",
        ),
      ),
  },
  {
    requirements: ["P17"],
    reads: ["release"],
    says: "be able to go back to each release of the last 7 days",
    below: ({ release }) => unless(release.rollbackDays >= 7, "release", "rollbackDays"),
  },
  {
    requirements: ["P09", "P02"],
    reads: ["services"],
    says: "keep half of a worker's tasks off Spot: spotPercent at most 50",
    below: ({ services }) =>
      Object.entries(services).flatMap(([id, one]) =>
        unless(one.kind !== "worker" || one.spotPercent <= 50, "services", id, "spotPercent"),
      ),
  },
];
