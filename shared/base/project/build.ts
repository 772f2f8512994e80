import { readFileSync } from "node:fs";
import { lazily } from "../function/lazily";
import { fromRoot } from "./project-root";

/** What runs: a type, for labels have texts. */
export type Build = {
  /** Of package.json. */
  version: string;
  /** The commit that was built, as far as it is known; `unknown` where neither `GRAPH_COMMIT` nor a repository says it. */
  commit: string;
};

/** The build that this process runs, as `/version` and the metrics tell it. */
export const readBuild: () => Build = lazily(() => ({
  version: String(JSON.parse(readFileSync(fromRoot("package.json"), "utf8")).version),
  commit: process.env.GRAPH_COMMIT || readCommit(fromRoot(".git")) || "unknown",
}));

/** What is checked out, without Git: an image has no such folder, and need not have the program. */
function readCommit(repository: string): string | undefined {
  try {
    const head = readFileSync(`${repository}/HEAD`, "utf8").trim();
    const reference = /^ref: (refs\/[\w./-]+)$/.exec(head)?.[1];
    return reference === undefined ? head : readFileSync(`${repository}/${reference}`, "utf8").trim();
  } catch {
    // Not a repository, or a reference that is packed: nobody has to know.
    return undefined;
  }
}
