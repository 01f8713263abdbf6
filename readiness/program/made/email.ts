import type { Makers } from "./maker.ts";

export const email: Makers = {
  "aws:sesv2/emailIdentity:EmailIdentity": (question) => {
    const domain = question.text("emailIdentity");
    return {
      id: domain,
      arn: question.arn("ses", `identity/${domain}`),
      identityType: "DOMAIN",
      verifiedForSendingStatus: false,
      dkimSigningAttributes: {
        status: "PENDING",
        tokens: ["one", "two", "three"].map((salt) => question.hex(32, salt)),
      },
    };
  },
  "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": ({ text }) => ({
    id: text("emailIdentity"),
  }),
  "aws:sesv2/configurationSet:ConfigurationSet": (question) => {
    const name = question.text("configurationSetName");
    return { id: name, arn: question.arn("ses", `configuration-set/${name}`) };
  },
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": ({ text }) => ({
    id: `${text("configurationSetName")}|${text("eventDestinationName")}`,
  }),
};
