import { execFileSync } from "node:child_process";

/** Files of a checkout that are tracked or would be, as paths from its root. */
export function trackedFiles(root: string): string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  const listed = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return listed.split("\0").filter((file) => file !== "");
}

const sources = ["gateway/", "shared/", "subgraphs/", "test/"];

/** Those of the project's own code. */
export function sourceFiles(files: readonly string[]): string[] {
  return files.filter((file) => sources.some((folder) => file.startsWith(folder)));
}

/** Whether a file is served and not only tested with. */
export function isServed(file: string): boolean {
  return /\.tsx?$/.test(file) && !/^test\/|\/fixture\/|\.(test|fixture|d)\.ts$/.test(file);
}
