import type { Finding } from "../finding.ts";
import { check } from "./check.ts";

/** Who may send is told as whom: there must be a sender (G04). */
export const emailDeclared = check(["services", "email"], ({ services, email }) =>
  email
    ? []
    : Object.entries(services).flatMap(([id, { uses }]) =>
        uses.email
          ? [
              {
                path: ["services", id, "uses", "email"],
                found: "true, and the stack has no `email`",
                allowed: "false, or an `email` section that says as whom it sends",
              },
            ]
          : [],
      ),
);

/** What reaches out into the world on its own reads strangers' pages: it writes to nobody in our name (P05). */
export const emailKept = check(["services"], ({ services }) =>
  Object.entries(services).flatMap(([id, { kind, uses }]) =>
    kind === "isolated" && uses.email
      ? [
          {
            path: ["services", id, "uses", "email"],
            found: "true",
            allowed: "false: an isolated service sends no mail; let it hand its results to one that may",
          },
        ]
      : [],
  ),
);

/** SES wants a MAIL FROM domain that serves nothing else ("Using a custom MAIL FROM domain", SES guide). */
export const mailFromAlone = check(["email", "services", "frontend"], ({ email, services, frontend }) => {
  if (!email) return [];
  const name = `${email.mailFrom}.${email.domain}`;
  const taken = (whose: string): Finding => ({
    path: ["email", "mailFrom"],
    found: `"${email.mailFrom}": ${name} is the host of ${whose}`,
    allowed: "a label that nothing else uses",
  });
  return [
    ...Object.entries(services).flatMap(([id, service]) =>
      "host" in service && service.host === name ? [taken(id)] : [],
    ),
    ...(frontend?.host === name ? [taken("the frontend")] : []),
  ];
});
