/** Properties as the program gave them. */
type Inputs = Readonly<Record<string, unknown>>;

interface CreateTime {
  /** Seconds, or what the properties make of them. */
  readonly seconds: number | ((inputs: Inputs) => number);
  /** What AWS does in that time, and where its documentation or the provider says so. */
  readonly because: string;
}

/**
 * Rough seconds that AWS takes to create a resource. Estimates all of them: AWS promises no such time, the sources give
 * orders of magnitude, and regions and days differ by a factor of two. They weigh one chain against another; they do not
 * foretell a deployment. What is not listed is one API call, or two.
 */
export const createTimes: Readonly<Record<string, CreateTime>> = {
  "aws:ec2/vpc:Vpc": {
    seconds: ({ enableDnsHostnames }) => (enableDnsHostnames === true ? 12 : 2),
    because: 'each DNS attribute is set and waited for after the create (EC2 API, "ModifyVpcAttribute")',
  },
  "aws:ec2/subnet:Subnet": {
    seconds: ({ mapPublicIpOnLaunch }) => (mapPublicIpOnLaunch === true ? 11 : 1),
    because: 'public addressing is set and waited for after the create (EC2 API, "ModifySubnetAttribute")',
  },
  "aws:ec2/natGateway:NatGateway": {
    seconds: 105,
    because: 'pending for one to two minutes (EC2 API, "DescribeNatGateways"; observed)',
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    seconds: ({ vpcEndpointType }) => (vpcEndpointType === "Interface" ? 75 : 6),
    because:
      'an interface endpoint makes network interfaces and private DNS in each zone (PrivateLink guide, "Access an AWS service")',
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    seconds: 3,
    because: "created, then its default egress rule is taken away",
  },
  "aws:kms/key:Key": {
    seconds: 20,
    because:
      'the provider waits until policy, rotation and tags read back the same (KMS guide, "eventual consistency")',
  },
  "aws:rds/instance:Instance": {
    seconds: ({ multiAz }) => (multiAz === true ? 780 : 420),
    because:
      'creating, backing-up, then available: five to ten minutes, more with a standby (RDS guide, "Viewing DB instance status"; observed)',
  },
  "aws:rds/cluster:Cluster": {
    seconds: 60,
    because: 'the volume alone; its servers follow (Aurora guide, "Creating an Aurora DB cluster"; observed)',
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    seconds: 420,
    because: 'creating, then available: five to ten minutes (RDS guide, "Viewing DB instance status")',
  },
  "aws:rds/proxy:Proxy": {
    seconds: 300,
    because: 'creating for some minutes while its hosts are made (RDS guide, "Creating an RDS Proxy")',
  },
  "aws:elasticache/user:User": {
    seconds: 10,
    because: 'creating until active, asked again by the provider (ElastiCache API, "CreateUser")',
  },
  "aws:elasticache/userGroup:UserGroup": {
    seconds: 10,
    because: 'creating until active, asked again by the provider (ElastiCache API, "CreateUserGroup")',
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    seconds: ({ numCacheClusters }) => 360 + 120 * Math.max(Number(numCacheClusters ?? 1) - 1, 0),
    because:
      'creating for five to ten minutes, longer with each replica (ElastiCache API, "DescribeReplicationGroups"; the provider\'s acceptance tests)',
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    seconds: 180,
    because: 'provisioning for two to three minutes (ELB API, "LoadBalancerState"; observed)',
  },
  "aws:acm/certificate:Certificate": {
    seconds: 8,
    because: 'the records to set come some seconds after the request (ACM API, "RequestCertificate")',
  },
  "aws:route53/record:Record": {
    seconds: 45,
    because:
      'PENDING until all name servers have it, generally within 60 seconds (Route 53 API, "GetChange")',
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    seconds: 120,
    because: 'minutes after the record resolves (ACM guide, "DNS validation"; observed)',
  },
  "aws:ecs/cluster:Cluster": {
    seconds: 11,
    because: "PROVISIONING is asked again every ten seconds by the provider",
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    seconds: 11,
    because: "UPDATE_IN_PROGRESS is asked again every ten seconds by the provider",
  },
  "aws:ecs/service:Service": {
    seconds: (inputs) => (inputs.waitForSteadyState === true ? steady(inputs) : 2),
    because:
      'with waitForSteadyState: place, pull, start, become healthy behind the balancer (ECS guide, "Service deployment states")',
  },
  "aws:lambda/function:Function": {
    seconds: ({ vpcConfig }) => (vpcConfig === undefined ? 8 : 60),
    because:
      'Pending until its code is ready; in a network also until its interfaces are, about a minute (Lambda guide, "Lambda function states")',
  },
  "aws:sfn/stateMachine:StateMachine": {
    seconds: 12,
    because: "asked again until a new role may be assumed and may deliver logs, which takes IAM some seconds",
  },
  "aws:sqs/queue:Queue": {
    seconds: 30,
    because:
      'attributes take up to a minute to hold everywhere, and the provider asks until they read back the same several times running (SQS API, "SetQueueAttributes")',
  },
  "aws:cloudfront/distribution:Distribution": {
    seconds: ({ waitForDeployment }) => (waitForDeployment === false ? 5 : 300),
    because:
      'InProgress until every edge location has it, typically within five minutes (CloudFront guide, "Updating a distribution")',
  },
  "aws:wafv2/webAcl:WebAcl": {
    seconds: 10,
    because: "some seconds to minutes until it holds everywhere, asked again while it does not (WAFV2 API)",
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    seconds: 60,
    because:
      "a new firewall is unavailable at first, and the provider asks again until it is not (WAFV2 API)",
  },
  "aws:synthetics/canary:Canary": {
    seconds: 60,
    because: 'CREATING while its function is made, then STARTING (Synthetics API, "CanaryStatus"; observed)',
  },
  "aws:amp/workspace:Workspace": {
    seconds: 60,
    because: 'CREATING until ACTIVE (Managed Prometheus API, "WorkspaceStatus")',
  },
  "aws:grafana/workspace:Workspace": {
    seconds: 300,
    because: 'CREATING until ACTIVE, some minutes (Managed Grafana guide, "Create a workspace"; observed)',
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
    seconds: 10,
    because: "asked again until the channel's configuration is found",
  },
  "docker:index/image:Image": { seconds: 120, because: "built here and pushed to the registry" },
  "aws:sns/topicSubscription:TopicSubscription": {
    seconds: ({ protocol }) => (protocol === "https" ? 5 : 1),
    because: 'an HTTPS endpoint answers a confirmation request (SNS guide, "HTTP/S endpoints")',
  },
};

/** A served task also passes the balancer's health checks before the service counts as steady. */
const steady = ({ loadBalancers }: Inputs): number =>
  Array.isArray(loadBalancers) && loadBalancers.length > 0 ? 180 : 120;

/** One or two calls of the API, and the provider's own reading back. */
const oneCall = 2;

/** Estimated seconds to create a resource; components and providers are made in no time, as only Pulumi knows them. */
export function createSeconds(type: string, custom: boolean, inputs: () => Inputs): number {
  if (!custom || type.startsWith("pulumi:") || type.startsWith("random:")) return 0;
  const seconds = createTimes[type]?.seconds ?? oneCall;
  return typeof seconds === "number" ? seconds : seconds(inputs());
}
