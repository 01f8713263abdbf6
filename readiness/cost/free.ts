/** Kinds that AWS bills nothing for, or bills with something else that is priced: the bill is the task's, not the role's. */
export const free: readonly RegExp[] = [
  /^(?:golive|pulumi|random):/, // no resources of AWS
  /^aws:acm\/certificate/, // public certificates
  /^aws:appautoscaling\//,
  /^aws:backup\/(?:selection|vault|vaultLockConfiguration|vaultPolicy|restoreTestingSelection):/, // by what the plans keep
  /^aws:budgets\/budget:/, // without actions
  /^aws:cloudfront\/(?:cachePolicy|function|originAccessControl|originRequestPolicy|responseHeadersPolicy):/,
  /^aws:cloudwatch\/(?:eventRule|eventTarget|eventBusPolicy|logDelivery\w*|logResourcePolicy|queryDefinition|logStream):/,
  /^aws:cognito\/identityPool/,
  /^aws:ec2\/(?:defaultSecurityGroup|flowLog|internetGateway|managedPrefixList|route|routeTable|routeTableAssociation|securityGroup|subnet|vpc):/,
  /^aws:vpc\/securityGroup\w+:/,
  /^aws:ecs\/clusterCapacityProviders:/,
  /^aws:elasticache\/(?:parameterGroup|subnetGroup|user|userGroup):/,
  /^aws:iam\//,
  /^aws:kms\/(?:alias|grant|keyPolicy):/,
  /^aws:lambda\/(?:functionEventInvokeConfig|invocation|permission|eventSourceMapping):/, // by the function
  /^aws:lb\/(?:listener|listenerRule|targetGroup):/, // by the balancer
  /^aws:rds\/(?:clusterParameterGroup|eventSubscription|parameterGroup|proxyDefaultTargetGroup|proxyTarget|subnetGroup):/,
  /^aws:route53\/record:/, // by the zone, which is not the stack's
  /^aws:s3\/bucket(?:LifecycleConfiguration|Logging|ObjectLockConfiguration|Objectv2|OwnershipControls|Policy|PublicAccessBlock|ServerSideEncryptionConfiguration\w*|Versioning):/,
  /^aws:scheduler\/schedule:/, // 14 million calls of a month are free
  /^aws:secretsmanager\/secret(?:Policy|Rotation|Version):/,
  /^aws:servicediscovery\/httpNamespace:/, // asked by name through ECS, not by DNS
  /^aws:sesv2\/(?:configurationSet\w*|emailIdentityMailFromAttributes):/,
  /^aws:sns\/(?:topicPolicy|topicSubscription):/,
  /^aws:chatbot\//,
  /^aws:synthetics\/group/,
  /^aws:wafv2\/webAcl(?:Association|LoggingConfiguration):/,
];

export const isFree = (type: string): boolean => free.some((kind) => kind.test(type));
