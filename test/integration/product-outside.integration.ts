import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { CreateEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import puppeteer, { type Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Moto, region } from "./moto.ts";
import { Product } from "./product.ts";
import { ask } from "./product-asking.ts";
import { commandOf } from "./tools.ts";

const bucket = "rolodex-staging-reports-616161616161";
const profile = mkdtempSync(join(tmpdir(), "golive-product-browser-"));
let moto: Moto;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  moto = await Moto.start();
  const env = { ...moto.environment, BUCKET_REPORTS: bucket, SMTP_HOST: "" };
  product = await Product.start({ env });
  const [executablePath, ...first] = commandOf("chromium");
  const args = [...first, "--no-sandbox", "--disable-dev-shm-usage"];
  browser = await puppeteer.launch({ executablePath, userDataDir: profile, args });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await moto?.stop();
  rmSync(profile, { recursive: true, force: true });
});

describe("the sample product, as it speaks to AWS", { timeout: 180_000 }, () => {
  it("keeps a report in its bucket", async () => {
    const s3 = new S3Client({ ...moto.client, forcePathStyle: true });
    await s3.send(
      new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: region } }),
    );
    const token = product.env.SMOKE_TOKEN ?? "";

    const { said } = await ask(product, "/api/reports", { token, method: "POST" });
    const read = await ask(product, `/api/reports/${said.id}`, { token });

    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(Contents).toHaveLength(1);
    const kept = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: Contents[0]?.Key }));
    expect(await kept.Body?.transformToString()).toBe(read.text);
  });

  it("sends mail by SES, and invites nobody whose mail SES does not take", async () => {
    const invite = () =>
      ask(product, "/api/invitations", {
        token: product.env.SMOKE_TOKEN ?? "",
        json: { email: "guest@elsewhere.example" },
      });
    const invited = () => product.postgres.run("SELECT id FROM invitations");

    expect((await invite()).status).toBe(500);
    expect(await invited()).toEqual([]);
    await new SESv2Client(moto.client).send(
      new CreateEmailIdentityCommand({ EmailIdentity: "invitations@staging.rolodex.example" }),
    );
    expect((await invite()).said).toMatchObject({ sent: true });
    expect(await invited()).toHaveLength(1);
  });
});

describe("the sample product's pages, in a browser", { timeout: 180_000 }, () => {
  it("sign in, list companies and add one, within the content policy", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (line) => {
      if (line.type() === "error") complaints.push(line.text());
    });
    page.on("pageerror", (error) => void complaints.push(String(error)));
    await page.goto(product.pages, { waitUntil: "networkidle0", timeout: 20_000 });
    const text = () => page.$eval("main", ({ textContent }) => textContent);

    await page.type("[name=email]", "smoke@rolodex.example");
    await page.type("[name=password]", product.env.SMOKE_PASSWORD ?? "");
    await page.click("button");
    await page.waitForSelector("li", { timeout: 10_000 });
    expect(await text()).toContain("Harbour · harbour.example");

    await page.type("[name=name]", "<b>Pier</b>");
    await page.type("[name=domain]", "pier.example");
    await page.click("button");
    await page.waitForSelector("li:nth-child(2)", { timeout: 10_000 });
    expect(await text()).toContain("<b>Pier</b> · pier.example");
    expect(complaints).toEqual([]);
  });
});
