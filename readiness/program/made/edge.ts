import { inRegion, type Makers, nameFor, uuid } from "./maker.ts";

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

export const edge: Makers = {
  "aws:acm/certificate:Certificate": (question) => {
    const arn = inRegion(question, question.arn("acm", `certificate/${uuid(question)}`));
    // ACM answers one record a name, whatever order they were asked in.
    const names = [
      ...new Set([question.text("domainName"), ...listOf(question.inputs.subjectAlternativeNames)]),
    ];
    return {
      id: arn,
      arn,
      status: "PENDING_VALIDATION",
      domainValidationOptions: names.map((domainName) => ({
        domainName,
        resourceRecordName: `_${question.hex(32, domainName)}.${domainName.replace(/^\*\./, "")}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${question.hex(32, `${domainName} value`)}.acm-validations.aws.`,
      })),
    };
  },
  "aws:acm/certificateValidation:CertificateValidation": ({ text }) => ({ id: text("certificateArn") }),
  "aws:route53/record:Record": ({ text }) => {
    const name = text("name").replace(/\.$/, "");
    return { id: `${text("zoneId")}_${name}_${text("type")}`, fqdn: name };
  },
  "aws:lb/loadBalancer:LoadBalancer": (question) => {
    const name = nameFor(question);
    const arnSuffix = `app/${name}/${question.hex(16)}`;
    const arn = question.arn("elasticloadbalancing", `loadbalancer/${arnSuffix}`);
    const dnsName = `${name}-${Number.parseInt(question.hex(8), 16)}.${question.where.region}.elb.amazonaws.com`;
    return {
      id: arn,
      arn,
      name,
      arnSuffix,
      dnsName,
      zoneId: "Z215JYRZR1TBD5",
      vpcId: `vpc-${question.hex(17)}`,
    };
  },
  "aws:lb/listener:Listener": (question) => {
    const balancer =
      question.text("loadBalancerArn").split("loadbalancer/")[1] ?? question.hex(16, "balancer");
    const arn = question.arn("elasticloadbalancing", `listener/${balancer}/${question.hex(16)}`);
    return { id: arn, arn };
  },
  "aws:lb/listenerRule:ListenerRule": (question) => {
    const listener = question.text("listenerArn").split("listener/")[1] ?? question.hex(16, "listener");
    const arn = question.arn("elasticloadbalancing", `listener-rule/${listener}/${question.hex(16)}`);
    return { id: arn, arn };
  },
  "aws:lb/targetGroup:TargetGroup": (question) => {
    const name = nameFor(question);
    const arnSuffix = `targetgroup/${name}/${question.hex(16)}`;
    const arn = question.arn("elasticloadbalancing", arnSuffix);
    return { id: arn, arn, name, arnSuffix, loadBalancerArns: [] };
  },
};
