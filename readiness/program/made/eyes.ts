import { type Makers, named, uuid } from "./maker.ts";

/** Probes, what browsers report to, metrics of the product, and what shows them. */
export const eyes: Makers = {
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": (question) => {
    const id = question.text("alarmName");
    return { id, arn: question.arn("cloudwatch", `alarm:${id}`) };
  },
  "aws:cloudwatch/dashboard:Dashboard": ({ arn, text }) => ({
    id: text("dashboardName"),
    dashboardArn: arn("cloudwatch", `dashboard/${text("dashboardName")}`, "global"),
  }),
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": ({ text }) => ({
    id: text("logGroupName"),
  }),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": ({ text }) => ({
    id: text("policyName") || text("resourceArn"),
  }),
  "aws:cloudwatch/queryDefinition:QueryDefinition": (question) => {
    const id = uuid(question);
    return {
      id: question.text("name"),
      queryDefinitionId: id,
      arn: question.arn("logs", `query-definition:${id}`),
    };
  },
  "aws:synthetics/canary:Canary": named("name", (question, name) => {
    const code = `cwsyn-${name}-${uuid(question)}`;
    return {
      arn: question.arn("synthetics", `canary:${name}`),
      engineArn: question.arn("lambda", `function:${code}:1`),
      sourceLocationArn: question.arn("lambda", `layer:${code}:1`),
      status: "RUNNING",
    };
  }),
  "aws:rum/appMonitor:AppMonitor": named("name", (question, name) => ({
    arn: question.arn("rum", `appmonitor/${name}`),
    appMonitorId: uuid(question),
    cwLogGroup:
      question.inputs.cwLogEnabled === true ? `/aws/vendedlogs/RUMService_${name}${question.hex(8)}` : "",
  })),
  "aws:cognito/identityPool:IdentityPool": (question) => {
    const id = `${question.where.region}:${uuid(question)}`;
    return { id, arn: question.arn("cognito-identity", `identitypool/${id}`) };
  },
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": ({ text }) => ({
    id: text("identityPoolId"),
  }),
  "aws:amp/workspace:Workspace": (question) => {
    const id = `ws-${uuid(question)}`;
    return {
      id,
      arn: question.arn("aps", `workspace/${id}`),
      prometheusEndpoint: `https://aps-workspaces.${question.where.region}.amazonaws.com/workspaces/${id}/`,
    };
  },
  "aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration": ({ text }) => ({ id: text("workspaceId") }),
  "aws:grafana/workspace:Workspace": (question) => {
    const id = `g-${question.hex(10)}`;
    return {
      id,
      arn: question.arn("grafana", `/workspaces/${id}`),
      endpoint: `${id}.grafana-workspace.${question.where.region}.amazonaws.com`,
      grafanaVersion: "10.4",
      samlConfigurationStatus: "NOT_CONFIGURED",
    };
  },
};
