import { inRegion, type Maker, type Makers, named, uuid } from "./maker.ts";
import type { Question } from "./question.ts";

const version = ({ hex }: Question): string => `E${hex(13, "etag").toUpperCase()}`;

const numbered =
  (resource: string): Maker =>
  (question) => {
    const id = uuid(question);
    return { id, etag: version(question), arn: question.arn("cloudfront", `${resource}/${id}`, "global") };
  };

export const cdn: Makers = {
  "aws:cloudfront/distribution:Distribution": (question) => {
    const id = `E${question.hex(13).toUpperCase()}`;
    return {
      id,
      arn: question.arn("cloudfront", `distribution/${id}`, "global"),
      domainName: `d${question.hex(13, "domain")}.cloudfront.net`,
      hostedZoneId: "Z2FDTNDATAQYW2",
      status: "Deployed",
      etag: version(question),
    };
  },
  "aws:cloudfront/function:Function": named("name", (question, name) => ({
    arn: question.arn("cloudfront", `function/${name}`, "global"),
    etag: version(question),
    liveStageEtag: version(question),
    status: "UNASSOCIATED",
  })),
  "aws:cloudfront/originAccessControl:OriginAccessControl": (question) => {
    const id = `E${question.hex(13).toUpperCase()}`;
    return {
      id,
      etag: version(question),
      arn: question.arn("cloudfront", `origin-access-control/${id}`, "global"),
    };
  },
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": numbered("response-headers-policy"),
  "aws:cloudfront/cachePolicy:CachePolicy": numbered("cache-policy"),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": numbered("origin-request-policy"),
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": ({ text }) => ({
    id: text("distributionId"),
  }),
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": named("name", (question, name) => ({
    arn: inRegion(question, question.arn("logs", `delivery-source:${name}`)),
    service: question.text("resourceArn").split(":")[2] ?? "",
  })),
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": named("name", (question, name) => ({
    arn: inRegion(question, question.arn("logs", `delivery-destination:${name}`)),
  })),
  "aws:cloudwatch/logDelivery:LogDelivery": (question) => {
    const id = question.hex(16);
    return { id, arn: inRegion(question, question.arn("logs", `delivery:${id}`)) };
  },
};
