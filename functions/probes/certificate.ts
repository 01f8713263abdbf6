import { connect } from "node:tls";

/**
 * Until when the certificate is good that a host shows; undefined where nobody answers. Nothing is sent there, so an
 * expired one is read too: whether to trust it is for whoever asks for something.
 */
export const certificateEnds = (origin: string, withinMs: number): Promise<Date | undefined> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(origin);
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: hostname,
      rejectUnauthorized: false,
      timeout: withinMs,
    });
    const answer = (ends: Date | undefined) => {
      socket.destroy();
      resolve(ends);
    };
    socket.once("secureConnect", () => answer(new Date(socket.getPeerCertificate().valid_to)));
    socket.once("timeout", () => answer(undefined));
    socket.once("error", () => answer(undefined));
  });
