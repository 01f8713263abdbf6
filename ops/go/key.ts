import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { publicText } from "../../evidence/go.ts";
import { mistyped, WrongInput } from "../errors.ts";

/** Makes a key pair; the private half is written where nobody else reads it, the public one is returned. @throws WrongInput where the file is there */
export function makeKey(file: string, passphrase: string | undefined): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  const sealed = passphrase ? ({ cipher: "aes-256-cbc", passphrase } as const) : {};
  const text = privateKey.export({ type: "pkcs8", format: "pem", ...sealed });
  try {
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const there = error instanceof Error && Reflect.get(error, "code") === "EEXIST";
    throw new WrongInput([
      mistyped(
        "file",
        there ? `${file}, which is there already` : `${file}, which cannot be written`,
        "a new file",
      ),
    ]);
  }
  return publicText(privateKey);
}

/** The private key in a file that nobody else may read. @throws WrongInput where it is another thing; what is in it is never repeated */
export function readKey(file: string, passphrase: string | undefined): KeyObject {
  const mistake = (found: string) =>
    new WrongInput([
      mistyped("--sign-with", `${file}, ${found}`, "a key as `./golive ops approver` makes it, mode 0600"),
    ]);
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) throw mistake("which is not there");
  if ((mode & 0o077) !== 0) throw mistake("which others may read: chmod 600 it");
  const key = keyIn(readFileSync(file), passphrase);
  if (key === undefined)
    throw mistake(
      passphrase
        ? "which the passphrase does not open"
        : "which is no key, or a sealed one (GOLIVE_KEY_PASSPHRASE)",
    );
  if (key.asymmetricKeyType !== "ed25519") throw mistake(`a key of another kind, ${key.asymmetricKeyType}`);
  return key;
}

function keyIn(key: Buffer, passphrase: string | undefined): KeyObject | undefined {
  try {
    return createPrivateKey({ key, format: "pem", ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    return undefined;
  }
}
