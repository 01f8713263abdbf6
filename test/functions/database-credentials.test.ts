import { RDSClient } from "@aws-sdk/client-rds";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownerOf } from "../../functions/database-credentials/owner.ts";
import { scramVerifier } from "../../functions/database-credentials/scram.ts";
import { newPassword, slotAfter, slotOf } from "../../functions/database-credentials/turn.ts";
import { Stopped } from "../../functions/shared/log.ts";
import { writeAddress } from "../../functions/shared/postgres.ts";
import { FakeAws } from "./fake-aws.ts";

const addressOf = (user: string) =>
  writeAddress({
    user,
    password: "p",
    host: "db.internal",
    port: 5432,
    database: "product",
    authority: null,
  });

describe("a verifier", () => {
  it("is what PostgreSQL would make of the password, with the salt of RFC 7677's example", () => {
    const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
    expect(scramVerifier("pencil", salt)).toBe(
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    );
  });

  it("has another salt each time", () => {
    expect(scramVerifier("pencil")).not.toBe(scramVerifier("pencil"));
  });
});

describe("the turn", () => {
  it.each([
    ["no address", null, "a"],
    ["the first login's", addressOf("app_a"), "b"],
    ["the second login's", addressOf("app_b"), "a"],
  ])("after %s is %s's other", (_, current, slot) => expect(slotAfter("app", current)).toBe(slot));

  it.each(["app", "reader_a", "owner", "app_c"])("is nobody's after %s", (user) => {
    expect(() => slotAfter("app", addressOf(user))).toThrow("the address does not name a login of app");
    expect(() => slotOf("app", user)).toThrow("the address does not name a login of app");
  });
});

describe("a password", () => {
  it("is 48 letters and digits, and never the same", () => {
    fc.assert(fc.property(fc.constant(null), () => /^[A-Za-z0-9]{48}$/.test(newPassword())));
    expect(new Set(Array.from({ length: 100 }, newPassword)).size).toBe(100);
  });
});

describe.each([
  ["postgres", "DBInstance"],
  ["aurora-postgresql", "DBCluster"],
] as const)("the owner of %s", (engine, kind) => {
  const database = { engine, identifier: "shop-database" } as const;
  const described = (inside: string) =>
    `<R><Describe${kind}sResult><${kind}s><${kind}>${inside}</${kind}></${kind}s></Describe${kind}sResult></R>`;
  const keeping = (arn: string) =>
    described(`<MasterUserSecret><SecretArn>${arn}</SecretArn></MasterUserSecret>`);

  /** Asks RDS, which describes the database so, and Secrets Manager, which holds such a value. */
  async function asked(answers: readonly string[], value = '{"username":"owner","password":"p"}') {
    const left = [...answers];
    await using aws = await FakeAws.start({
      [`Describe${kind}s`]: () => left.shift(),
      GetSecretValue: () => ({ SecretString: value }),
    });
    const clients = { rds: new RDSClient(aws.client), secrets: new SecretsManagerClient(aws.client) };
    const owners = [];
    for (const _ of answers) owners.push(await ownerOf(clients, database));
    return { owners, calls: aws.calls };
  }

  it("is looked up at RDS by the database's name each time: the secret may be another one", async () => {
    const { owners, calls } = await asked([keeping("arn:first"), keeping("arn:second")]);

    expect(owners).toEqual(Array(2).fill({ user: "owner", password: "p" }));
    expect(
      calls.map(({ operation, body }) =>
        operation === "GetSecretValue"
          ? JSON.parse(body).SecretId
          : `${operation} ${new URLSearchParams(body).get(`${kind}Identifier`)}`,
      ),
    ).toEqual([
      `Describe${kind}s shop-database`,
      "arn:first",
      `Describe${kind}s shop-database`,
      "arn:second",
    ]);
  });

  it.each([
    ["of which RDS keeps no secret", described(""), "RDS keeps no secret of the owner of shop-database yet"],
    [
      "of a database that RDS does not know",
      `<R><Describe${kind}sResult><${kind}s/></Describe${kind}sResult></R>`,
      "there is no database shop-database",
    ],
  ])("%s is none to rotate with, and no secret is read", async (_, answer, says) => {
    await expect(asked([answer])).rejects.toThrow(new Stopped(says));
  });

  it.each(["", "text", '{"username":"owner"}'])(
    "is not taken from the value %j, which is not said",
    async (value) => {
      await expect(asked([keeping("arn:first")], value)).rejects.toThrow(
        new Stopped("the owner's secret holds no username and password"),
      );
    },
  );
});
