import { arnOf } from "../../place.ts";
import {
  type Grant,
  grant,
  numbered,
  owned,
  requested,
  type Scope,
  serviceLinked,
  type Table,
  untied,
} from "./scope.ts";

const elb = "elasticloadbalancing";

/** The way in: balancer, certificate, names. */
export function balancing(scope: Scope): Table {
  const { place } = scope;
  const at = (kind: string) => [arnOf(place, elb, `${kind}/${place.prefix}/*`)];
  const balancers = at("loadbalancer/app");
  const listeners = at("listener/app");
  const rules = at("listener-rule/app");
  const targets = numbered(scope, elb, "targetgroup/");
  const tags = ["AddTags", "RemoveTags"];
  const sees = (...actions: readonly string[]) => [untied(scope, elb, ...actions, "DescribeTags")];
  return {
    "aws:lb/loadBalancer:LoadBalancer": {
      read: [
        ...sees("DescribeCapacityReservation", "DescribeLoadBalancerAttributes", "DescribeLoadBalancers"),
        untied(
          scope,
          "ec2",
          "DescribeAccountAttributes",
          "DescribeAvailabilityZones",
          "DescribeInternetGateways",
          "DescribeNetworkInterfaces",
          "DescribeSecurityGroups",
          "DescribeSubnets",
          "DescribeVpcs",
        ),
      ],
      write: [
        grant(
          elb,
          [
            "CreateLoadBalancer",
            "DeleteLoadBalancer",
            "ModifyLoadBalancerAttributes",
            "SetIpAddressType",
            "SetSecurityGroups",
            "SetSubnets",
            ...tags,
          ],
          balancers,
        ),
        serviceLinked(scope, `${elb}.amazonaws.com`),
      ],
    },
    "aws:lb/listener:Listener": {
      read: sees("DescribeListenerAttributes", "DescribeListenerCertificates", "DescribeListeners"),
      write: [
        grant(elb, ["CreateListener"], balancers),
        grant(elb, ["DeleteListener", "ModifyListener", "ModifyListenerAttributes", ...tags], listeners),
      ],
    },
    "aws:lb/listenerRule:ListenerRule": {
      read: sees("DescribeRules"),
      write: [
        grant(elb, ["CreateRule"], listeners),
        grant(elb, ["DeleteRule", "ModifyRule", "SetRulePriorities", ...tags], rules),
      ],
    },
    "aws:lb/targetGroup:TargetGroup": {
      read: sees("DescribeTargetGroupAttributes", "DescribeTargetGroups", "DescribeTargetHealth"),
      write: [
        grant(elb, ["AddTags", "CreateTargetGroup"], targets, requested(scope)),
        grant(
          elb,
          ["DeleteTargetGroup", "ModifyTargetGroup", "ModifyTargetGroupAttributes", ...tags],
          targets,
          owned(scope),
        ),
      ],
    },
  };
}

export function acm(scope: Scope): Table {
  const certificates = numbered(scope, "acm", "certificate/");
  return {
    "aws:acm/certificate:Certificate": {
      read: [grant("acm", ["DescribeCertificate", "ListTagsForCertificate"], certificates)],
      write: [
        grant("acm", ["RequestCertificate"], ["*"], requested(scope)),
        grant("acm", ["AddTagsToCertificate"], certificates, requested(scope)),
        grant(
          "acm",
          ["DeleteCertificate", "RemoveTagsFromCertificate", "UpdateCertificateOptions"],
          certificates,
          owned(scope),
        ),
      ],
    },
    // It waits for the certificate to be valid and makes nothing.
    "aws:acm/certificateValidation:CertificateValidation": {
      read: [grant("acm", ["DescribeCertificate"], certificates)],
      write: [],
    },
  };
}

/** Records in the zones that the stack was given: the zones themselves are somebody else's. */
export function route53({ place, zoneIds }: Scope): Table {
  const global = (resource: string) => `arn:${place.partition}:route53:::${resource}`;
  const zones = zoneIds.map((id) => global(`hostedzone/${id}`));
  const looks: readonly Grant[] = [
    grant("route53", ["GetHostedZone", "ListResourceRecordSets"], zones),
    grant("route53", ["GetChange"], [global("change/*")]),
  ];
  return {
    "aws:route53/record:Record": {
      read: looks,
      write: [grant("route53", ["ChangeResourceRecordSets"], zones)],
    },
  };
}
