import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config/schema.ts";

export interface CertificateArgs {
  readonly domain: Config["domain"];
  readonly hosts: readonly string[];
  /** Where it is made, if not where the stack is: CloudFront takes certificates from us-east-1 alone. */
  readonly region?: string;
}

/** One certificate for all hosts, proven and renewed through DNS, handed out only when valid (G05). */
export class Certificate extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    { domain, hosts, region }: CertificateArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("golive:edge:Certificate", name, {}, opts);
    const own = { parent: this };
    const where = region === undefined ? {} : { region };
    const [first = domain.zone, ...others] = hosts;

    const certificate = new aws.acm.Certificate(
      `${name}-certificate`,
      {
        ...where,
        domainName: first,
        subjectAlternativeNames: others,
        validationMethod: "DNS",
        keyAlgorithm: "EC_prime256v1",
        options: { certificateTransparencyLoggingPreference: "ENABLED" },
      },
      own,
    );
    const proofs = [first, ...others].map((host) => {
      const proof = certificate.domainValidationOptions.apply((options) => proofOf(host, options));
      return new aws.route53.Record(
        `${name}-proof-${host}`,
        {
          zoneId: domain.zoneId,
          name: proof.apply((p) => p.resourceRecordName),
          type: proof.apply((p) => p.resourceRecordType),
          records: [proof.apply((p) => p.resourceRecordValue)],
          ttl: 300,
        },
        own,
      );
    });
    const valid = new aws.acm.CertificateValidation(
      `${name}-validation`,
      { ...where, certificateArn: certificate.arn, validationRecordFqdns: proofs.map(({ fqdn }) => fqdn) },
      own,
    );

    this.arn = valid.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Looked up by host: the order in which ACM lists its proofs is its own. */
function proofOf<P extends { readonly domainName: string }>(host: string, options: readonly P[]): P {
  const found = options.find(({ domainName }) => domainName === host);
  if (!found) throw new Error(`ACM asks for no proof of ${host}`);
  return found;
}
