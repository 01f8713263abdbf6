import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

/** What gives dangerous commands, those for administrators among them, and what takes them away. */
const dangerous = {
  "+@all": true,
  allcommands: true,
  "+@dangerous": true,
  "+@admin": true,
  "-@dangerous": false,
  "-@all": false,
  nocommands: false,
  reset: false,
};

/** An access string is read from left to right: the last word about something counts ("ACL rules", Valkey documentation). */
const lastOf = (words: readonly string[], says: Readonly<Record<string, boolean>>): boolean | undefined =>
  words.map((word) => says[word]).findLast((said) => said !== undefined);

export const cacheUsersLimited = resourceRule({
  id: "cache-users-limited",
  title: "A cache's users sign in, and may not run dangerous commands",
  requirements: ["G02", "C10", "C04"],
  controls: ["FSBP ElastiCache.6"],
  why: "FLUSHALL is one word away from an empty queue, and the default user lets in who gives no name.",
  fix: "Write an access string without nopass and with -@dangerous or single commands; switch the default user off.",
  judges: "aws:elasticache/user:User",
  findings: ({ accessString, userName, authenticationMode, noPasswordRequired = false }) => {
    const words = String(accessString).trim().split(/\s+/);
    if (lastOf(words, { on: true, off: false }) !== true) return []; // a user is off until it is switched on
    return [
      ...(userName === "default" ? ["the default user is on"] : []),
      ...(lastOf(words, dangerous) === true ? ["it may run dangerous commands"] : []),
      ...(words.includes("nopass") ||
      noPasswordRequired === true ||
      authenticationMode?.type === "no-password-required"
        ? ["it signs in without a password"]
        : []),
    ];
  },
  examples: {
    pass: [
      { props: { userName: "app", accessString: "on ~* &* +@all -@dangerous +info" } },
      { props: { userName: "app", accessString: "on ~cache:* +get +set" } },
      { props: { userName: "default", accessString: "off ~* -@all" } },
    ],
    fail: [
      { props: { userName: "app", accessString: "on ~* &* +@all" } },
      { props: { userName: "app", accessString: "on ~* -@dangerous +@all" } },
      { props: { userName: "app", accessString: "on ~* +get +@admin" } },
      { props: { userName: "default", accessString: "off ~* +get on" } },
      { props: { userName: "app", accessString: "on nopass ~* +get" } },
      { props: { userName: "default", accessString: "on ~* +@all -@dangerous" } },
      {
        props: {
          userName: "app",
          accessString: "on ~* +get",
          authenticationMode: { type: "no-password-required" },
        },
      },
      { props: { userName: "app", accessString: unknown } },
    ],
  },
});
