import { grant, named, type Scope, type Table } from "./scope.ts";

/** Queues of what AWS could not deliver, and of what it counts. */
export function queues(scope: Scope): Table {
  const all = named(scope, "sqs", "");
  return {
    "aws:sqs/queue:Queue": {
      read: [grant("sqs", ["GetQueueAttributes", "GetQueueUrl", "ListQueueTags"], all)],
      write: [
        grant("sqs", ["CreateQueue", "DeleteQueue", "SetQueueAttributes", "TagQueue", "UntagQueue"], all),
      ],
    },
  };
}
