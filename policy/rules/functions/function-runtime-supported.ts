import { lambda } from "../../reading/function-types.ts";
import { resourceRule } from "../../rule.ts";
import { unknown } from "../../view.ts";

/** The oldest version of each language that still gets security patches ("Lambda runtimes", Lambda guide). */
const oldest: Readonly<Record<string, readonly [number, number]>> = {
  nodejs: [22, 0],
  python: [3, 11],
  java: [11, 0],
  dotnet: [10, 0],
  ruby: [3, 3],
};

function isSupported(runtime: string): boolean {
  if (runtime === "provided.al2023") return true;
  const [, language = "", major = "", minor = "0"] = /^([a-z]+)(\d+)(?:\.(\d+|x))?$/.exec(runtime) ?? [];
  const [least, then] = oldest[language] ?? [Number.POSITIVE_INFINITY, 0];
  return Number(major) > least || (Number(major) === least && (minor === "x" || Number(minor) >= then));
}

export const functionRuntimeSupported = resourceRule({
  id: "function-runtime-supported",
  title: "Functions run on a language version that is still patched",
  requirements: ["C08", "G07"],
  controls: ["FSBP Lambda.2", "CKV_AWS_363", "AwsSolutions-L1"],
  why: "After its end a runtime gets no patches; some months later, the function cannot be changed any more, not even to mend it.",
  fix: "Set runtime to a version that AWS supports, such as nodejs24.x.",
  judges: lambda,
  findings: ({ packageType = "Zip", runtime }) => {
    if (packageType === "Image") return []; // it brings its own
    return typeof runtime === "string" && isSupported(runtime)
      ? []
      : [`runs on ${runtime ?? "no runtime"}, which is no longer supported`];
  },
  examples: {
    pass: [
      { props: { runtime: "nodejs24.x" } },
      { props: { runtime: "python3.13" } },
      { props: { runtime: "java21" } },
      { props: { runtime: "provided.al2023" } },
      { props: { packageType: "Image" } },
    ],
    fail: [
      { props: {} },
      { props: { runtime: "nodejs18.x" } },
      { props: { runtime: "python3.9" } },
      { props: { runtime: "go1.x" } },
      { props: { runtime: "provided.al2" } },
      { props: { runtime: unknown } },
    ],
  },
});
