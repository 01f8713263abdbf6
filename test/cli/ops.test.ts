import { describe, expect, it } from "vitest";
import { answering } from "./answering.ts";
import { Endpoint, Folder, identityOf, provider, type Reply, refusal, somebody } from "./running.ts";

const account = "444455556666";

describe("ops", () => {
  it("lists its commands", async () => {
    const { status, stdout } = await answering(["ops", "--help"]);
    const commands = [...stdout.matchAll(/^ {2}\.\/golive ops ([\w-]+)/gm)].map(([, name]) => name);

    expect([status, commands]).toEqual([
      0,
      [
        "bootstrap",
        "secrets",
        "release",
        "pin",
        "promote",
        "rollback",
        "redeploy",
        "canary",
        "surface",
        "frontend",
        "task",
        "migrate",
        "bootstrap-admin",
        "rotate",
        "preflight",
        "smoke",
        "page-load",
        "providers",
        "load",
        "soak",
        "watch",
        "alarms",
        "page",
        "error-test",
        "email",
        "budget",
        "restore-drill",
        "rollback-drill",
        "incident",
        "drumbeat",
        "signoff",
        "tag",
        "evidence",
        "approver",
        "go",
        "report",
        "compose",
      ],
    ]);
  });

  it.each([
    [["ops"], "Which one?\n./golive ops --help lists the commands"],
    [["ops", "bootstrp", "staging"], 'No command "ops bootstrp". Did you mean bootstrap?'],
    [["ops", "frobnicate", "staging"], 'No command "ops frobnicate".\n./golive ops --help lists'],
    [["ops", "bootstrap"], "Which stack?"],
    [["ops", "bootstrap", "stagin"], 'did you mean "staging"?'],
    [["ops", "secrets", "staging", "--yes"], "Unknown argument: yes"],
    [["ops", "secrets", "staging", "--directory", "no/such/folder"], "no such folder"],
    [["ops", "secrets", "staging", "--directory"], "Not enough arguments following: directory"],
    [
      ["ops", "secrets", "staging", "-d", "one", "-d", "two"],
      "-d\n  found:   one and two\n  allowed: it once",
    ],
    [["ops", "secrets", ""], "secrets\n  found:   an empty word\n  allowed: a value"],

    [["ops", "release"], "Which stack?"],
    [["ops", "release", "staging", "stray"], "Unknown argument: stray"],
    [["ops", "release", "staging", "--yes"], "Unknown argument: yes"],
    [["ops", "release", "staging", "--most"], "Not enough arguments following: most"],
    [["ops", "release", "staging", "--most", "0"], "--most\n  found:   0\n  allowed: a whole number above 0"],
    [["ops", "release", "staging", "--most", "1.5"], "found:   1.5"],
    [["ops", "release", "staging", "--most", "some"], "found:   no number"],
    [["ops", "release", "staging", "--most", "1", "--most", "2"], "--most\n  found:   1 and 2"],

    [["ops", "pin"], "Which stack?"],
    [["ops", "pin", "staging"], "images\n  found:   neither --live nor an image"],
    [["ops", "pin", "staging", "--live", "api=x"], "images\n  found:   --live and images"],
    [["ops", "pin", "staging", "api=x"], "api\n  found:   x\n"],
    [["ops", "pin", "staging", "--all"], "Unknown argument: all"],

    [["ops", "rollback"], "Which stack?"],
    [["ops", "rollback", "staging", "some-release"], "Unknown argument: some-release"],
    [["ops", "rollback", "staging", "--to"], "Not enough arguments following: to"],
    [["ops", "rollback", "staging", "--to="], "--to\n  found:   an empty word"],
    [["ops", "rollback", "staging", "--to", "a", "--to", "b"], "--to\n  found:   a and b"],
    [["ops", "rollback", "staging", "--to", "a", "--at", "b"], "Arguments to and at are mutually exclusive"],
    [
      ["ops", "rollback", "staging", "--at", "2026"],
      "--at\n  found:   2026\n  allowed: only with --database",
    ],
    [["ops", "rollback", "staging", "--database", "--at", "2026"], "allowed: a time with its zone"],
    [["ops", "rollback", "staging", "--database"], "--database\n  found:   no word to where"],
    [["ops", "rollback", "staging", "--watch-minutes", "1441"], "--watch-minutes\n  found:   1441"],

    [["ops", "redeploy"], "Which stack?"],
    [["ops", "redeploy", "staging", "--to", "x"], "Unknown argument: to\n./golive ops redeploy --help says"],
    [["ops", "redeploy", "staging", "--watch-minutes", "0.5"], "--watch-minutes\n  found:   0.5"],
    [["ops", "redeploy", "staging", "--watch-minutes", "few"], "--watch-minutes\n  found:   no number"],
    [["ops", "redeploy", "staging", "--watch-minutes", ""], "--watch-minutes\n  found:   an empty word"],

    [["ops", "task", "staging"], "Which task of which stack?"],
    [["ops", "task", "migrat", "staging"], 'did you mean "migrate"?'],
    [["ops", "task", "migrate", "stagin"], 'did you mean "staging"?'],
    [["ops", "task", "migrate", "staging", "--release"], "Not enough arguments following: release"],
    [["ops", "task", "migrate", "staging", "--force"], "Unknown argument: force"],

    [["ops", "compose"], "Which stack?"],
    [["ops", "compose", "staging", "--output"], "Not enough arguments following: output"],
    [["ops", "compose", "staging", "-o", "a", "-o", "b"], "-o\n  found:   a and b"],
    [["ops", "compose", "staging", "-o", "no/such/folder/c.yaml"], "allowed: a file that can be written"],
    [["ops", "compose", "staging", "-o", "test"], "found:   something that is no file"],
    [["ops", "compose", "staging", "-o", "/dev/zero"], "found:   something that is no file"],
    [["ops", "compose", "staging", "--yes"], "only together with --up"],
  ])("refuses %j with exit code 2 and one reason", async (args, reason) => {
    const { status, stdout, stderr } = await answering(args);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(reason);
    expect(stderr).toMatch(
      /^1 mistake in the input:\n|^[^\n]+\n\.\/golive ops .*--help (lists the commands|says what it takes)\n$/,
    );
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each(["bootstrap", "secrets"])(
    "%s says that there are no credentials, with exit code 3",
    async (name) => {
      const { status, stdout, stderr } = await answering(["ops", name, "staging"]);

      expect([status, stdout]).toEqual([3, ""]);
      expect(stderr).toMatch(
        /^no AWS credentials, so we could not ask who we are: set AWS_PROFILE, or sign in/,
      );
    },
  );

  it.each(["bootstrap", "secrets"])("%s does nothing with another account's credentials", async (name) => {
    await using sts = await Endpoint.start(() => identityOf("999900001111"));
    const { status, stdout, stderr } = await answering(["ops", name, "staging"], {
      ...somebody,
      AWS_ENDPOINT_URL: sts.url,
    });

    expect([status, stdout, sts.asked]).toEqual([2, "", ["POST /"]]);
    expect(stderr).toMatch(/^Pulumi\.staging\.yaml:\d+:5 {2}account$/m);
    expect(stderr).toContain(
      "found:   credentials of account 999900001111 (arn:aws:sts::999900001111:assumed-role/ops/anna)",
    );
    expect(stderr).toContain(`allowed: credentials of account ${account}`);
  });

  it("says that AWS cannot be reached, and as nobody, for it has not said who we are", async () => {
    const ended = await answering(["ops", "secrets", "staging"], {
      ...somebody,
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    });

    expect(ended).toEqual({
      status: 3,
      stdout: "",
      stderr: expect.stringMatching(/^could not ask who we are: [^\n]*ECONNREFUSED 127\.0\.0\.1:1\n$/),
    });
  });

  it.each([
    ["ExpiredToken", "The security token included in the request is expired", 403],
    ["InvalidClientTokenId", "The security token included in the request is invalid.", 403],
  ])("says of %s to sign in again", async (code, message, status) => {
    await using sts = await Endpoint.start(() => refusal(code, message, status));
    const ended = await answering(["ops", "secrets", "staging"], { ...somebody, AWS_ENDPOINT_URL: sts.url });

    expect(ended).toEqual({
      status: 3,
      stdout: "",
      stderr: `AWS refuses these credentials, so we could not ask who we are: sign in again (${code}: ${message})\n`,
    });
  });
});

describe("ops bootstrap", () => {
  it.each([
    ["passphrase", "passphrase"],
    ["gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k", "gcpkms://"],
    ["awskms://1234abcd-12ab-34cd-56ef-1234567890ab?region=eu-central-1", "awskms://1234abcd"],
    ["awskms://alias/prospector?region=us-east-1", "awskms://alias/prospector?region=us-east-1"],
    ["awskms://alias/aws/s3?region=eu-central-1", "awskms://alias/aws/s3"],
    [`${provider}&profile=anna`, "awskms://alias/prospector-staging-pulumi?region=eu-central-1&profile"],
    [null, "nothing"],
  ])("refuses %s for the stack's secrets, before it asks AWS anything", async (secretsProvider, found) => {
    using folder = new Folder().write({ secretsProvider });
    const { status, stdout, stderr } = await answering(["ops", "bootstrap", "staging", "-d", folder.path]);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Pulumi\.staging\.yaml(:3:1)? {2}secretsprovider$/m);
    expect(stderr.replaceAll('"', "")).toContain(`found:   ${found}`);
    expect(stderr).toMatch(/^ {2}allowed: .*awskms:\/\/alias\/[\w-]+\?region=eu-central-1/m);
  });

  it("lists every mistake of a stack file, as the gate does", async () => {
    using folder = new Folder().write({ account: "12" });
    const { status, stderr } = await answering(["ops", "bootstrap", "staging", "-d", folder.path]);

    expect(status).toBe(2);
    expect(stderr).toContain("an AWS account id has 12 digits");
  });

  it("names who lacks which permission for what", async () => {
    const denied = JSON.stringify({ __type: "AccessDeniedException", message: "not authorized to perform" });
    await using aws = await Endpoint.start((_, body) =>
      body.includes("GetCallerIdentity") ? identityOf(account) : { status: 400, body: denied },
    );
    const { status, stdout, stderr } = await answering(["ops", "bootstrap", "staging", "--yes"], {
      ...somebody,
      AWS_ENDPOINT_URL: aws.url,
    });

    expect(status).toBe(3);
    expect(stdout).toContain(`in ${account} eu-central-1\nas arn:aws:sts::${account}:assumed-role/ops/anna`);
    expect(stderr).toBe(
      `could not look for alias/prospector-staging-pulumi: arn:aws:sts::${account}:assumed-role/ops/anna needs kms:DescribeKey (AccessDeniedException: not authorized to perform)\n`,
    );
  });

  it.each<[string, Reply, 1 | 3, RegExp]>([
    [
      "may belong to somebody else",
      { status: 403, body: "" },
      3,
      /^could not look at bucket prospector-staging-pulumi-state-444455556666, which must belong to account 444455556666,: .* needs s3:ListBucket/m,
    ],
    [
      "stands in another region",
      { headers: { "x-amz-bucket-region": "us-east-1" }, body: "" },
      1,
      /found: it stands in us-east-1\n {6}yours to decide: a bucket cannot move/,
    ],
  ])("does nothing where the bucket of that name %s", async (_, reply, code, says) => {
    const none = { status: 404, body: "<Error><Code>NoSuchBucket</Code></Error>" };
    const noKey = { status: 400, body: '{"__type":"NotFoundException","message":"no such alias"}' };
    await using aws = await Endpoint.start((asked, body) => {
      if (body.includes("GetCallerIdentity")) return identityOf(account);
      if (asked.startsWith("HEAD ")) return reply;
      if (asked === "GET /account-settings") return { body: "{}" };
      return asked === "POST /" ? noKey : none;
    });
    const env = { ...somebody, AWS_ENDPOINT_URL: aws.url };
    const { status, stdout, stderr } = await answering(["ops", "bootstrap", "staging", "--yes"], env);

    expect(status).toBe(code);
    expect(`${stdout}${stderr}`).toMatch(says);
    expect(stdout).not.toContain("done:");
    expect(aws.asked.filter((asked) => asked.startsWith("PUT"))).toEqual([]);
  });
});

describe("ops secrets", () => {
  const names = ["DATABASE_URL", "REDIS_URL"];
  const filled = (name: string) => ({ name, state: "filled", ageDays: 1, maxAgeDays: 30 });

  /** What the function answers; every secret of the stack file is filled, but for those that the test says. */
  async function secretsOf(
    others: readonly object[],
    { more = {}, args = [] as readonly string[], reply = undefined as Reply | undefined } = {},
  ) {
    const { targetAt } = await import("../../ops/target.ts");
    const { config } = targetAt("Pulumi.staging.yaml");
    const rest = Object.keys(config.secrets).filter(
      (name) => !others.some((one) => Reflect.get(one, "name") === name),
    );
    const secrets = [...others, ...rest.map(filled)].filter((one) => !("left" in one));
    const ready = secrets.every((one) => Reflect.get(one, "state") === "filled");
    const body = JSON.stringify({ ready, secrets, ...more });
    await using aws = await Endpoint.start((_, text) =>
      text.includes("GetCallerIdentity") ? identityOf(account) : (reply ?? { body }),
    );
    const env = { ...somebody, AWS_ENDPOINT_URL: aws.url };
    const ended = await answering(["ops", "secrets", "staging", ...args], env);
    return { ...ended, asked: aws.asked };
  }

  it("is ready where every secret is filled, and asks one function for that", async () => {
    const { status, stdout, stderr, asked } = await secretsOf([]);

    expect([status, stderr]).toEqual([0, ""]);
    expect(asked).toEqual([
      "POST /",
      "POST /2015-03-31/functions/prospector-staging-secrets-check/invocations",
    ]);
    expect(stdout).toMatch(/^ {2}✔ {2}DATABASE_URL +filled +1 day of at most 30$/m);
    expect(stdout).toMatch(/^Ready: \d+ secrets, each with a real value that is young enough\.$/m);
  });

  it("is not ready where one is empty, a placeholder, too old or could not be read", async () => {
    const { status, stdout } = await secretsOf([
      { name: "DATABASE_URL", state: "empty", ageDays: null, maxAgeDays: 30 },
      { name: "REDIS_URL", state: "stale", ageDays: 31, maxAgeDays: 30 },
      { name: "OPENAI_API_KEY", state: "not proven", ageDays: null, maxAgeDays: 9, error: "AccessDenied" },
    ]);

    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}✘ {2}DATABASE_URL +empty +of at most 30$/m);
    expect(stdout).toMatch(/^ {2}✘ {2}REDIS_URL +stale +31 days of at most 30$/m);
    expect(stdout).toMatch(/^ {2}✘ {2}OPENAI_API_KEY +not proven +of at most 9 AccessDenied$/m);
    expect(stdout).toMatch(/^Not ready: 3 of \d+ secrets\.$/m);
  });

  it("is not ready where the deployed function does not know a secret of the file", async () => {
    const { status, stdout } = await secretsOf([{ name: "DATABASE_URL", left: "out" }]);

    expect(status).toBe(1);
    expect(stdout).toMatch(/^ {2}✘ {2}DATABASE_URL +not proven +unknown to the deployed stack$/m);
  });

  it("prints JSON, and of what the function says only what it knows", async () => {
    const loud = names.map((name) => ({ ...filled(name), value: "a value that nobody asked for" }));
    const { status, stdout } = await secretsOf(loud, { args: ["--json"], more: { extra: "a value" } });

    expect(status).toBe(0);
    expect(JSON.parse(stdout).secrets.slice(0, 2)).toEqual(names.map(filled));
    expect(stdout).not.toContain("a value");
  });

  it.each<[string, Reply, RegExp]>([
    [
      "there is no such function",
      {
        status: 404,
        headers: { "x-amzn-errortype": "ResourceNotFoundException" },
        body: '{"Message":"Function not found"}',
      },
      /^there is no function prospector-staging-secrets-check in 444455556666 eu-central-1: `\.\/golive up staging` makes it$/m,
    ],
    [
      "it may not be called",
      {
        status: 403,
        headers: { "x-amzn-errortype": "AccessDeniedException" },
        body: '{"Message":"not authorized"}',
      },
      /assumed-role\/ops\/anna needs lambda:InvokeFunction \(AccessDeniedException: not authorized\)$/m,
    ],
    [
      "it fails",
      { headers: { "x-amz-function-error": "Unhandled" }, body: '{"errorMessage":"no answer in time"}' },
      /^prospector-staging-secrets-check failed: no answer in time; its log is \/prospector-staging\/function\/secrets-check$/m,
    ],
    ["it says something else", { body: '"fine"' }, /answered something else than the state of secrets$/m],
    ["it says nothing", { body: "" }, /answered something else than the state of secrets$/m],
  ])("ends with 3 where %s", async (_, reply, says) => {
    const { status, stdout, stderr } = await secretsOf([], { reply });

    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(says);
  });
});
