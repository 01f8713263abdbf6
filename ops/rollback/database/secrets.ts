import {
  DescribeSecretCommand,
  paginateListSecrets,
  RotateSecretCommand,
  type SecretListEntry,
} from "@aws-sdk/client-secrets-manager";
import { Halted } from "../halted.ts";
import { until, type Work } from "../work.ts";

/** A rotation tries its new login for two minutes, and Secrets Manager repeats it where it failed. */
const minutes = 15;

/** Addresses of the database's logins: what the function of that name makes. */
async function addresses({ target, session, clients }: Work): Promise<readonly string[]> {
  const Filters = [{ Key: "name" as const, Values: [`${target.prefix}/`] }];
  const made = ({ Tags = [] }: SecretListEntry) =>
    Tags.some(({ Key, Value }) => Key === "made-by" && Value === "database-credentials");
  return session.call("list the secrets", "secretsmanager:ListSecrets", async () => {
    const names: string[] = [];
    for await (const page of paginateListSecrets({ client: clients.secrets }, { Filters }))
      names.push(...(page.SecretList ?? []).filter(made).flatMap(({ Name }) => Name ?? []));
    return names.toSorted();
  });
}

/**
 * Gives every login of the restored database a password that is known: it holds those of the moment that it was restored
 * to. Whoever reads one is restarted by the procedure that follows each rotation.
 * @throws Halted where one does not get its new value within the bound
 */
export async function rotateAddresses(work: Work): Promise<void> {
  const { target, session, clients, voice } = work;
  const names = await addresses(work);
  const before = new Map<string, string | undefined>();
  for (const SecretId of names) {
    before.set(SecretId, await current(work, SecretId));
    await session.call(`rotate ${SecretId}`, "secretsmanager:RotateSecret, lambda:InvokeFunction", () =>
      clients.secrets.send(new RotateSecretCommand({ SecretId, RotateImmediately: true })),
    );
  }
  let left = names;
  await until(work, minutes, async () => {
    const open: string[] = [];
    for (const name of left) if ((await current(work, name)) === before.get(name)) open.push(name);
    left = open;
    voice.now(left.length === 0 ? "all logins have new passwords" : `rotating: ${left.join(", ")}`);
    return left.length === 0 ? true : undefined;
  });
  if (left.length > 0)
    throw new Halted(
      `no new value within ${minutes} minutes: ${left.join(", ")}. Why is in the log /${target.prefix}/function/database-credentials; run the same command again: it goes on here`,
    );
  voice.say(
    `  ${names.length} logins have new passwords; who reads one is restarted by the rotation's procedure`,
  );
}

/** Which version is the current one: never its value. */
async function current({ session, clients }: Work, SecretId: string): Promise<string | undefined> {
  const read = await session.call(`look at ${SecretId}`, "secretsmanager:DescribeSecret", () =>
    clients.secrets.send(new DescribeSecretCommand({ SecretId })),
  );
  return Object.entries(read.VersionIdsToStages ?? {}).find(([, stages]) =>
    stages.includes("AWSCURRENT"),
  )?.[0];
}
