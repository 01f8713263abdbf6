import { check, repeated } from "./check.ts";

/** What runs has its task definition, its log group and its roles under one name: no two share it (P07). */
export const families = check(["services", "tasks", "crons"], ({ services, tasks, crons }) => {
  const named = [
    ...Object.keys(services).map((id) => ({ path: ["services", id], family: id })),
    ...Object.keys(tasks).map((id) => ({ path: ["tasks", id], family: `task-${id}` })),
    ...Object.keys(crons).map((id) => ({ path: ["crons", id], family: `cron-${id}` })),
  ];
  return repeated(named.map(({ family }) => family)).flatMap(({ index, value }) => {
    const second = named[index];
    return second
      ? [
          {
            path: second.path,
            found: `the task definition "${value}", which the service of that name has`,
            allowed: "another name, for one of the two",
          },
        ]
      : [];
  });
});
