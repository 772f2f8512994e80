/** The oldest Node.js that the packages run on. */
const oldest = [22, 19] as const;

/** What is wrong with a version of Node.js, e.g. `20.11.0`, as one line; undefined when it is new enough. */
export function problemOfNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `Node.js ${oldest.join(".")} or later is needed, and this is ${version}: start with "npm start", which brings its own.`;
}
