import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

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
    if (words.includes("off")) return [];
    const all = words.includes("+@all") || words.includes("allcommands");
    return [
      ...(userName === "default" ? ["the default user is on"] : []),
      ...(all && !words.includes("-@dangerous") ? ["it may run every command"] : []),
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
