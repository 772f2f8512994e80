import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { isCalendarDay } from "../clock/calendar-day";
import { timeZone } from "../clock/local-time";
import { parseIsoWeek } from "../clock/time-buckets";

/** A calendar day; a text `YYYY-MM-DD` in code, never a JavaScript Date, which has no days but instants. */
export const dateScalar = textScalar({
  name: "Date",
  description: `A calendar day in ${timeZone}, ISO 8601, e.g. 2025-11-14.`,
  url: "https://scalars.graphql.org/andimarek/local-date.html",
  expected: "a day that exists as YYYY-MM-DD, e.g. 2025-11-14",
  parse: (text) => (isCalendarDay(text) ? text : undefined),
  serialize: (value) => (typeof value === "string" && isCalendarDay(value) ? value : undefined),
});

/** An instant; a JavaScript Date in code. Sent in UTC with `Z`. */
export const dateTimeScalar = textScalar({
  name: "DateTime",
  description: "An instant, ISO 8601 with offset.",
  url: "https://scalars.graphql.org/andimarek/date-time.html",
  expected: "an instant with offset, e.g. 2025-11-14T09:00:00+07:00",
  parse: parseInstant,
  serialize: (value) =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined,
});

/** A decimal number; a text in code, as PostgreSQL's numeric is read, so that no digit is lost. */
export const decimalScalar = textScalar({
  name: "Decimal",
  description: "A decimal number sent as a string, so that no digit is lost.",
  url: "https://www.w3.org/TR/xmlschema11-2/#decimal",
  expected: 'a decimal number as text with a point, e.g. "0.8589"',
  parse: (text) => (/^-?\d{1,40}(\.\d{1,40})?$/.test(text) ? text : undefined),
  serialize: (value) => (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? value : undefined),
});

/** A calendar month; a text `YYYY-MM` in code. */
export const monthScalar = textScalar({
  name: "Month",
  description: `A calendar month in ${timeZone}, ISO 8601, e.g. 2025-11.`,
  url: "https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#valid-month-string",
  expected: "a month as YYYY-MM, e.g. 2025-11",
  parse: (text) => (isMonth(text) ? text : undefined),
  serialize: (value) => (typeof value === "string" && isMonth(value) ? value : undefined),
});

/** A week of ISO 8601, Monday to Sunday; a text `YYYY-Www` in code. */
export const weekScalar = textScalar({
  name: "Week",
  description: `A week in ${timeZone}, Monday to Sunday, ISO 8601, e.g. 2025-W46.`,
  url: "https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#valid-week-string",
  expected: "a week that exists as YYYY-Www, e.g. 2025-W46",
  parse: (text) => (parseIsoWeek(text) ? text : undefined),
  serialize: (value) => (typeof value === "string" && parseIsoWeek(value) ? value : undefined),
});

function isMonth(text: string): boolean {
  return isCalendarDay(`${text}-01`);
}

interface TextScalar<Internal> {
  name: string;
  description: string;
  /** Where its texts are specified. */
  url: string;
  /** Ends the sentence "Expected …". */
  expected: string;
  /** The internal value, or undefined when the text does not fit. */
  parse(text: string): Internal | undefined;
  /** The text to send, or undefined when the internal value does not fit. */
  serialize(value: unknown): string | undefined;
}

function textScalar<Internal>(scalar: TextScalar<Internal>): GraphQLScalarType<Internal, string> {
  const parse = (value: unknown, nodes?: ValueNode): Internal => {
    const parsed = typeof value === "string" ? scalar.parse(value) : undefined;
    if (parsed !== undefined) return parsed;
    const options = { extensions: { code: "BAD_USER_INPUT" }, ...(nodes && { nodes }) };
    throw new GraphQLError(`Expected ${scalar.expected}; got ${shown(value)}.`, options);
  };
  return new GraphQLScalarType({
    name: scalar.name,
    description: scalar.description,
    specifiedByURL: scalar.url,
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : literalText(node), node),
    serialize: (value) => {
      const text = scalar.serialize(value);
      if (text === undefined) throw new Error(`${scalar.name} cannot send ${shown(value)}.`);
      return text;
    },
  });
}

const instantPattern =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function parseInstant(text: string): Date | undefined {
  const day = instantPattern.exec(text)?.[1];
  if (day === undefined || !isCalendarDay(day)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function literalText(node: ValueNode): unknown {
  return "value" in node ? Number(node.value) : node.kind;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
