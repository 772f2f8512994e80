import type { PageAddress } from "./current-address";

/** A part of the dashboard that has a view of its own. */
export const parts = [
  "city",
  "dossiers",
  "innovation",
  "infrastructure",
  "figures",
  "unit",
  "organization",
] as const;
export type Part = (typeof parts)[number];

export const grains = ["DAY", "WEEK", "MONTH"] as const;
export type StepGrain = (typeof grains)[number];

/** What the dashboard shows, as its address says. */
export interface Address {
  part: Part;
  /** A day to look back on, as YYYY-MM-DD; undefined: today. */
  day?: string;
  /** Code of the unit or organization that the part is about. */
  code?: string;
  /** Steps of time. */
  grain: StepGrain;
  /** What is looked for. */
  text: string;
}

/** What of an address could not be understood: the parameter, and what it said. */
export interface AddressProblem {
  parameter: "part" | "day" | "code" | "grain";
  value: string;
}

/** Reads the search part of an address. What is nonsense in it is told, and as if it were not there. */
export function readAddress(search: string): { address: Address; problems: AddressProblem[] } {
  const parameters = new URLSearchParams(search);
  const problems: AddressProblem[] = [];
  const read = (parameter: AddressProblem["parameter"], isGood: (value: string) => boolean) => {
    const value = parameters.get(parameter);
    if (value === null || value === "") return undefined;
    if (isGood(value)) return value;
    problems.push({ parameter, value: value.slice(0, 60) });
    return undefined;
  };
  const part = read("part", (value) => (parts as readonly string[]).includes(value)) as Part | undefined;
  const day = read("day", isDay);
  const code = read("code", (value) => /^[\w.-]{1,40}$/.test(value));
  const grain = read("grain", (value) => (grains as readonly string[]).includes(value));
  const isAbout = part === "unit" || part === "organization";
  if (isAbout && code === undefined && problems.length === 0) problems.push({ parameter: "code", value: "" });
  return {
    address: {
      part: isAbout && code === undefined ? "city" : (part ?? "city"),
      ...(day !== undefined && { day }),
      ...(code !== undefined && { code }),
      grain: (grain as StepGrain | undefined) ?? "MONTH",
      text: parameters.get("q")?.slice(0, 100) ?? "",
    },
    problems,
  };
}

/** Writes it, beside what else the address that is shown carries (the language). */
export function writeAddress(
  { part, day, code, grain, text }: Address,
  { pathname, search }: PageAddress,
): string {
  const parameters = new URLSearchParams(search);
  const set = (name: string, value: string | undefined, usual = "") =>
    value === undefined || value === usual ? parameters.delete(name) : parameters.set(name, value);
  set("part", part, "city");
  set("day", day);
  set("code", part === "unit" || part === "organization" ? code : undefined);
  set("grain", grain, "MONTH");
  set("q", text);
  const written = parameters.toString();
  return written === "" ? pathname : `${pathname}?${written}`;
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
