import { once } from "node:events";
import { connect } from "node:tls";
import { type Check, saidOf } from "../smoke/check.ts";
import { addressOf, hostsOf } from "../trial/address.ts";
import type { Trial } from "../trial/trial.ts";

/** ACM renews 60 days before the end; what it has not done this late needs a person ("Managed certificate renewal", ACM guide). */
const fewestDays = 14;

/** Every host has a name in DNS, and a certificate that is valid and stays so (G05). A rehearsal in the clear has none. */
export const certificateChecks = (trial: Trial): readonly Check[] => {
  const origins = Object.keys(hostsOf(trial.target)).map((service) => new URL(addressOf(trial, service)));
  const names = new Map(
    origins.filter(({ protocol }) => protocol === "https:").map((url) => [url.host, url]),
  );
  return [...names.values()].map(({ hostname, port, host }) => ({
    name: `${host} has a certificate`,
    requirements: ["G05", "K16"],
    run: async ({ signal }) => {
      const days = await daysLeft(hostname, port === "" ? 443 : Number(port), signal);
      return saidOf(
        days >= fewestDays ? [] : [`it ends in ${days} days: less than ${fewestDays}`],
        `${days} days left`,
      );
    },
  }));
};

/** @throws Error where the name is not found, nobody listens, or the certificate is not to be trusted */
async function daysLeft(host: string, port: number, signal: AbortSignal): Promise<number> {
  const socket = connect({ host, port, servername: host, timeout: 10_000 });
  try {
    await Promise.race([
      once(socket, "secureConnect", { signal }),
      once(socket, "timeout", { signal }).then(() => Promise.reject(new Error("nobody answers"))),
    ]);
    const end = Date.parse(socket.getPeerCertificate().valid_to);
    return Math.floor((end - Date.now()) / 86_400_000);
  } finally {
    socket.destroy();
  }
}
