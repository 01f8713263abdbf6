import { check, repeated } from "./check.ts";
import { overlaps } from "./routes.ts";

/** What is demoted is a path that somebody serves: a breaker that closes nothing must not look as if it did (K14). */
export const demotionsReached = check(["breakers", "services"], ({ breakers, services }) =>
  breakers.demote.flatMap(({ service: id, path }, index) => {
    const service = services[id];
    if (!service || !("routes" in service))
      return [
        {
          path: ["breakers", "demote", index, "service"],
          found: `"${id}", which serves no paths`,
          allowed: "the name of a service of kind api or web",
        },
      ];
    return overlaps(path, service.routes)
      ? []
      : [
          {
            path: ["breakers", "demote", index, "path"],
            found: `"${path}", which no route of ${id} reaches`,
            allowed: `a path under ${service.routes.join(", ")}`,
          },
        ];
  }),
);

/** One path of a service is demoted one way (K14). */
export const demotedOnce = check(["breakers"], ({ breakers }) =>
  repeated(breakers.demote.map(({ service, path }) => `${service} ${path}`)).map(({ index, value }) => ({
    path: ["breakers", "demote", index],
    found: `"${value}" for the second time`,
    allowed: "each path of a service once",
  })),
);

/** While the surface is frozen, its number is said a third time: a file that opens more is refused (K15). */
export const frozenAsDeclared = check(["breakers", "services"], ({ breakers, services }) => {
  if (!breakers.freeze) return [];
  const count = Object.values(services).reduce(
    (sum, one) => sum + (one.kind === "api" ? one.surface.public.length : 0),
    0,
  );
  return breakers.freeze.operations === count
    ? []
    : [
        {
          path: ["breakers", "freeze", "operations"],
          found: String(breakers.freeze.operations),
          allowed: `${count}, the number of public operations that all services list: while frozen, none is added`,
        },
      ];
});

/** A rate that is no tighter than the usual one is no breaker (C06). */
export const rateTighter = check(["breakers", "firewall"], ({ breakers: { rate }, firewall }) => {
  if (!rate) return [];
  const usual = firewall.perMinute;
  const looser = (["address", "credential"] as const).filter((key) => rate[key] > usual[key]);
  const same = rate.address === usual.address && rate.credential === usual.credential;
  return [
    ...looser.map((key) => ({
      path: ["breakers", "rate", key],
      found: String(rate[key]),
      allowed: `at most ${usual[key]}, which firewall.perMinute allows already`,
    })),
    ...(same
      ? [
          {
            path: ["breakers", "rate"],
            found: "the rates that firewall.perMinute allows already",
            allowed: "at least one of them lower",
          },
        ]
      : []),
  ];
});

/** Only a worker is paused, and once: whoever waits for an answer would get none (K14). */
export const pausedWorkers = check(["breakers", "services"], ({ breakers, services }) => [
  ...breakers.pause.flatMap(({ worker }, index) =>
    services[worker]?.kind === "worker"
      ? []
      : [
          {
            path: ["breakers", "pause", index, "worker"],
            found: `"${worker}", which is no worker`,
            allowed: "the name of a service of kind worker",
          },
        ],
  ),
  ...repeated(breakers.pause.map(({ worker }) => worker)).map(({ index, value }) => ({
    path: ["breakers", "pause", index, "worker"],
    found: `"${value}" for the second time`,
    allowed: "each worker once",
  })),
]);
