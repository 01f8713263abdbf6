import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The sample product's API. */
export const apiFolder = join(import.meta.dirname, "../../examples/product/api");

const requirements = ["requirements.txt", "requirements-dev.txt"].map((name) => join(apiFolder, name));
const pythonIn = (environment: string): string => join(environment, "bin", "python");

/** A Python that has what the product needs: PRODUCT_PYTHON, or one of our own, made once for these requirements. */
export function productPython({ PRODUCT_PYTHON }: NodeJS.ProcessEnv = process.env): string {
  if (PRODUCT_PYTHON !== undefined) return PRODUCT_PYTHON;
  const digest = createHash("sha256");
  for (const file of requirements) digest.update(readFileSync(file));
  const folder = join(tmpdir(), `golive-product-${digest.digest("hex").slice(0, 16)}`);
  if (!existsSync(pythonIn(folder))) install(folder);
  return pythonIn(folder);
}

/** In one step, so that nobody finds half of it; what another process made in the meantime is as good. */
function install(folder: string): void {
  const fresh = `${folder}.${process.pid}`;
  const within = { stdio: "pipe", timeout: 180_000 } as const;
  try {
    execFileSync("python3", ["-m", "venv", fresh], within);
    const wanted = ["-r", join(apiFolder, "requirements-dev.txt")];
    execFileSync(pythonIn(fresh), ["-m", "pip", "install", "--quiet", ...wanted], within);
    renameSync(fresh, folder);
  } catch (error) {
    if (existsSync(pythonIn(folder))) return;
    throw new Error(
      "what the sample product needs was not to be had: pip install -r examples/product/api/requirements-dev.txt, then PRODUCT_PYTHON=/path/to/that python",
      { cause: error },
    );
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
