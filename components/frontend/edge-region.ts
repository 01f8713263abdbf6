/** Where everything stands that CloudFront takes from another service: certificates, firewalls, logs and metrics. */
export const edgeRegion = "us-east-1";
