import {
  DeregisterDBProxyTargetsCommand,
  DescribeDBProxiesCommand,
  DescribeDBProxyTargetsCommand,
  ModifyDBProxyCommand,
  RegisterDBProxyTargetsCommand,
  type UserAuthConfigInfo,
} from "@aws-sdk/client-rds";
import { databaseOf, proxyOf } from "../../names.ts";
import { Halted } from "../halted.ts";
import { until, type Work } from "../work.ts";
import type { Engine } from "./engine.ts";

const group = "default";
const minutes = 15;

/** As RDS names the secrets that it makes for owners; the others are the application's logins. */
const isOwners = ({ SecretArn = "" }: UserAuthConfigInfo): boolean => SecretArn.includes(":secret:rds!");

/** Tells the proxy where the new owner's password is; the logins of the application keep their secrets. */
export async function tellOwner(work: Work, secretArn: string): Promise<void> {
  const { target, session, clients } = work;
  const DBProxyName = proxyOf(target);
  const read = await session.call(`look at the proxy ${DBProxyName}`, "rds:DescribeDBProxies", () =>
    clients.rds.send(new DescribeDBProxiesCommand({ DBProxyName })),
  );
  const auth = read.DBProxies?.[0]?.Auth ?? [];
  if (!auth.some((one) => isOwners(one) && one.SecretArn !== secretArn)) return;
  const Auth = auth.map((one) => (isOwners(one) ? { ...one, SecretArn: secretArn } : one));
  await session.call(`tell ${DBProxyName} of the new owner's secret`, "rds:ModifyDBProxy, iam:PassRole", () =>
    clients.rds.send(new ModifyDBProxyCommand({ DBProxyName, Auth })),
  );
}

/** Points the proxy at what has the database's name now: it may still hold on to what had it before. */
export async function pointProxy(work: Work, engine: Engine): Promise<void> {
  const { target, session, clients } = work;
  const targets = {
    DBProxyName: proxyOf(target),
    TargetGroupName: group,
    ...engine.target(databaseOf(target)),
  };
  await session.find(
    "take the old target from the proxy",
    "rds:DeregisterDBProxyTargets",
    ["DBProxyTargetNotFoundFault"],
    () => clients.rds.send(new DeregisterDBProxyTargetsCommand(targets)),
  );
  const twice = ["DBProxyTargetAlreadyRegisteredFault"];
  await session.find("give the proxy its new target", "rds:RegisterDBProxyTargets", twice, () =>
    clients.rds.send(new RegisterDBProxyTargetsCommand(targets)),
  );
}

/**
 * Waits until the proxy reaches the database. Before its logins are rotated it may be refused at the door: that it got
 * there is enough then.
 * @throws Halted where it does not within the bound
 */
export async function proxyReaches(work: Work, loginsFit: boolean): Promise<void> {
  const { target, session, clients, voice } = work;
  const DBProxyName = proxyOf(target);
  let last = "no target";
  const reached = await until(work, minutes, async () => {
    const read = await session.call(
      `look at the targets of ${DBProxyName}`,
      "rds:DescribeDBProxyTargets",
      () => clients.rds.send(new DescribeDBProxyTargetsCommand({ DBProxyName, TargetGroupName: group })),
    );
    const health = (read.Targets ?? []).flatMap(({ TargetHealth }) => TargetHealth ?? []);
    last = health.map(({ State, Reason }) => [State, Reason].filter(Boolean).join(" ")).join(", ") || last;
    voice.now(`proxy: ${last}`);
    const good = ({ State, Reason }: (typeof health)[number]): boolean =>
      State === "AVAILABLE" || (!loginsFit && Reason === "AUTH_FAILURE");
    return health.some(good) ? true : undefined;
  });
  if (reached === undefined)
    throw new Halted(
      `the proxy ${DBProxyName} does not reach the database within ${minutes} minutes (${last}); its log is /aws/rds/proxy/${DBProxyName}`,
    );
}
