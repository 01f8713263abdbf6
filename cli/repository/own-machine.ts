/** Addresses of the machine itself. `0.0.0.0` alone is what a server listens on, and `0.0.0.0/0` the whole world. */
const ownMachine = /\b(?:localhost|127\.0\.0\.1|host\.docker\.internal)\b|\[::1\]|:\/\/0\.0\.0\.0/;

/** What becomes production: the program, its functions, stack files, workflows, the product's own code and its pages. */
const production =
  /^(?:index\.ts|(?:stacks|components|functions)\/.*\.ts|(?:examples\/[^/]+\/)?Pulumi(?:\.[\w.-]+)?\.yaml|\.github\/workflows\/.*\.ya?ml|examples\/[^/]+\/pages\/(?:index\.html|(?:src|public)\/.*))$/;

/** Files in which the machine itself is meant, each with the reason. */
const meant: Readonly<Record<string, string>> = {
  "components/run/collector.ts": "the collector stands in the same task, whose own machine that is",
};

const isComment = (line: string): boolean => /^\s*(?:\/\/|\/?\*|#|<!--)/.test(line);

/** Where something that goes to production would look for a developer's machine (P10). */
export const ownMachineIn = (files: readonly string[], textOf: (file: string) => string): readonly string[] =>
  files
    .filter((file) => production.test(file))
    .flatMap((file) => {
      const found = textOf(file)
        .split("\n")
        .flatMap((line, index) => (!isComment(line) && ownMachine.test(line) ? [index + 1] : []));
      if (file in meant)
        return found.length > 0 ? [] : [`${file}: may name the machine itself, and no longer does`];
      return found.map(
        (line) => `${file}:${line}: an address of the machine itself in what goes to production`,
      );
    });
