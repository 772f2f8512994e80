/*
 * The first import of every entry point: an older Node.js fails while it loads one of the packages, with a stack that
 * says nothing of versions. So this file imports nothing.
 */

/** The oldest Node.js that the packages run on: undici 8 needs it. */
const oldest = [22, 19] as const;

/** What is wrong with a version of Node.js, e.g. `20.11.0`, as one line; undefined when it is new enough. */
export function problemOfNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `Node.js ${oldest.join(".")} or later is needed, and this is ${version}: use the one that npm has installed, node_modules/.bin/node.`;
}

const problem = problemOfNode(process.versions.node);
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}
