import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { isCalendarDay } from "../clock/calendar-day";
import { timeZone } from "../clock/local-time";

/** A calendar day; a text `YYYY-MM-DD` in code, never a JavaScript Date, which has no days but instants. */
export const dateScalar = textScalar({
  name: "Date",
  description: `A calendar day in ${timeZone}, ISO 8601, e.g. 2025-11-14.`,
  expected: "a day that exists as YYYY-MM-DD, e.g. 2025-11-14",
  parse: (text) => (isCalendarDay(text) ? text : undefined),
  serialize: (value) => (typeof value === "string" && isCalendarDay(value) ? value : undefined),
});

/** An instant; a JavaScript Date in code. Sent in UTC with `Z`. */
export const dateTimeScalar = textScalar({
  name: "DateTime",
  description: "An instant, ISO 8601 with offset.",
  expected: "an instant with offset, e.g. 2025-11-14T09:00:00+07:00",
  parse: parseInstant,
  serialize: (value) =>
    value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined,
});

/** A decimal number; a text in code, as PostgreSQL's numeric is read, so that no digit is lost. */
export const decimalScalar = textScalar({
  name: "Decimal",
  description: "A decimal number sent as a string, so that no digit is lost.",
  expected: 'a decimal number as text with a point, e.g. "0.8589"',
  parse: (text) => (/^-?\d{1,40}(\.\d{1,40})?$/.test(text) ? text : undefined),
  serialize: (value) => (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? value : undefined),
});

interface TextScalar<Internal> {
  name: string;
  description: string;
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
