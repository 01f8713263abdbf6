import {
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
} from "@aws-sdk/client-kms";
import type { StateKey } from "./key.ts";
import { missing, otherwise, type Part, right } from "./part.ts";
import { statementsOf, strangers } from "./policy.ts";

export const rotation = (key: StateKey): Part => ({
  what: "a new key version every year",
  look: async () => {
    const KeyId = (await key.find())?.KeyId;
    if (KeyId === undefined) return missing;
    const send = () => key.kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    const status = await key.session.call("read the key's rotation", "kms:GetKeyRotationStatus", send);
    return status.KeyRotationEnabled ? right : otherwise("the key never rotates");
  },
  make: async () => {
    const KeyId = await key.arn();
    const send = () => key.kms.send(new EnableKeyRotationCommand({ KeyId }));
    await key.session.call("switch the key's rotation on", "kms:EnableKeyRotation", send);
  },
});

export const keyPolicy = (key: StateKey): Part => ({
  what: "a key policy that lets in this account alone",
  look: async () => {
    const KeyId = (await key.find())?.KeyId;
    if (KeyId === undefined) return missing;
    const send = () => key.kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
    const { Policy } = await key.session.call("read the key's policy", "kms:GetKeyPolicy", send);
    const others = strangers(statementsOf(Policy), key.session.account);
    if (others.length === 0) return right;
    return otherwise(`it lets in ${others.join(", ")}`, "take them out by `aws kms put-key-policy`");
  },
  make: async () => undefined, // the key is made with it, and a policy that others wrote is theirs to change
});
