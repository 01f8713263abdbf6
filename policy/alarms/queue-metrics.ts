/** What a number says of a queue, by its name: nothing else in a program tells it. */
type Says = (name: string) => boolean;

/** How long jobs wait, or what lies between their coming and their end. */
export const saysAge: Says = (name) =>
  /(?:oldest|age|latency|wait(?:ing)?|delay)\w*seconds$|AgeOfOldestMessage$|latency$/i.test(name);

/** How many jobs wait. */
export const saysBacklog: Says = (name) =>
  !saysAge(name) &&
  /backlog|queue_?(?:length|depth|size)|(?:jobs|messages)_?(?:waiting|pending|queued)|(?:waiting|pending|queued)_?(?:jobs|messages)|MessagesVisible$/i.test(
    name,
  );

/** How many jobs wait for each that takes them, divided by whoever publishes it. */
export const saysBacklogEach: Says = (name) =>
  saysBacklog(name) && /per_?(?:task|worker|consumer|instance)$/i.test(name);

/** How many take jobs. */
export const saysConsumers: Says = (name) =>
  /^(?!busy|idle).*(?:workers?|consumers?)_?(?:alive|running|connected|count)?$/i.test(name);

/** How many tasks run, whether or not they take jobs. */
export const saysTasks: Says = (name) => name === "RunningTaskCount";
