const urgentLevels = ["warn", "error", "fatal"];

/**
 * What of a line of a child's log is shown on the console: warnings and worse, as `error: message: cause`;
 * undefined for the rest. A line that is no JSON is shown as it stands, for nobody meant to write it.
 */
export function readConsoleLine(line: string): string | undefined {
  if (line.trim() === "") return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    const level = textOf(entry, "level");
    if (level === undefined || !urgentLevels.includes(level)) return undefined;
    const parts = [level, textOf(entry, "msg"), textOf(fieldOf(entry, "err"), "message")];
    return [...new Set(parts)].filter((part) => part !== undefined && part !== "").join(": ");
  } catch {
    return line;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name);
  return typeof text === "string" ? text : undefined;
}
