import grpc from "@grpc/grpc-js";
import type { AnalyzeDiagnostic, AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb.js";
import analyzerpb from "@pulumi/pulumi/proto/analyzer_pb.js";
import { PackFailed } from "./pack-process.ts";

/** What the pack said of one resource, or of the stack: a policy event, as the engine would show it. */
export interface Violation {
  readonly policy: string;
  readonly message: string;
  readonly enforcement: "mandatory" | "advisory";
  readonly urn: string;
}

/** What a pack can be asked, in the protocol's own form. */
export interface Question {
  readonly method: "Analyze" | "AnalyzeStack";
  /** The URN that findings carry which name none. */
  readonly urn: string;
  readonly request: Uint8Array;
}

/** A running pack, spoken to over the engine's Analyzer protocol. */
export class Analyzer {
  readonly #client: grpc.Client;
  readonly #died: Promise<never>;

  constructor(port: string, died: Promise<never>) {
    this.#died = died;
    this.#client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": maxMessageBytes,
      "grpc.max_send_message_length": maxMessageBytes,
    });
  }

  async ask({ method, urn, request }: Question): Promise<readonly Violation[]> {
    const answer = new Promise<AnalyzeResponse>((resolve, reject) => {
      this.#client.makeUnaryRequest(
        `/pulumirpc.Analyzer/${method}`,
        Buffer.from,
        analyzerpb.AnalyzeResponse.deserializeBinary,
        request,
        (error, response) =>
          response
            ? resolve(response)
            : reject(new PackFailed(`the policy pack failed on ${urn}: ${error?.details ?? "no answer"}`)),
      );
    });
    const response = await Promise.race([answer, this.#died]);
    return response.getDiagnosticsList().map((diagnostic) => violation(diagnostic, urn));
  }

  close(): void {
    this.#client.close();
  }
}

const maxMessageBytes = 400 * 1024 * 1024; // the engine's and the SDK's own limit

function violation(diagnostic: AnalyzeDiagnostic, urn: string): Violation {
  return {
    policy: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    enforcement:
      diagnostic.getEnforcementlevel() === analyzerpb.EnforcementLevel.ADVISORY ? "advisory" : "mandatory",
    urn: diagnostic.getUrn() || urn,
  };
}
