import { claimed, grant, named, numbered, owned, requested, type Scope, type Table } from "./scope.ts";

/** Sending mail: the domain is not called after the stack, so its tags say whose it is. No message is sent. */
export function email(scope: Scope): Table {
  const identities = numbered(scope, "ses", "identity/");
  const sets = named(scope, "ses", "configuration-set/");
  const tags = ["TagResource", "UntagResource"];
  return {
    "aws:sesv2/emailIdentity:EmailIdentity": {
      read: [grant("ses", ["GetEmailIdentity", "ListTagsForResource"], identities, owned(scope))],
      write: [
        grant("ses", ["CreateEmailIdentity"], identities, requested(scope)),
        grant("ses", ["TagResource"], identities, claimed(scope)),
        grant(
          "ses",
          [
            "DeleteEmailIdentity",
            "PutEmailIdentityConfigurationSetAttributes",
            "PutEmailIdentityDkimSigningAttributes",
            ...tags,
          ],
          identities,
          owned(scope),
        ),
        grant("ses", ["PutEmailIdentityConfigurationSetAttributes"], sets),
      ],
    },
    "aws:sesv2/emailIdentityMailFromAttributes:EmailIdentityMailFromAttributes": {
      read: [grant("ses", ["GetEmailIdentity"], identities, owned(scope))],
      write: [grant("ses", ["PutEmailIdentityMailFromAttributes"], identities, owned(scope))],
    },
    "aws:sesv2/configurationSet:ConfigurationSet": {
      read: [grant("ses", ["GetConfigurationSet", "ListTagsForResource"], sets)],
      write: [
        grant(
          "ses",
          [
            "CreateConfigurationSet",
            "DeleteConfigurationSet",
            "PutConfigurationSetDeliveryOptions",
            "PutConfigurationSetReputationOptions",
            "PutConfigurationSetSendingOptions",
            "PutConfigurationSetSuppressionOptions",
            ...tags,
          ],
          sets,
        ),
      ],
    },
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": {
      read: [grant("ses", ["GetConfigurationSetEventDestinations"], sets)],
      write: [
        grant(
          "ses",
          [
            "CreateConfigurationSetEventDestination",
            "DeleteConfigurationSetEventDestination",
            "UpdateConfigurationSetEventDestination",
          ],
          sets,
        ),
      ],
    },
  };
}
