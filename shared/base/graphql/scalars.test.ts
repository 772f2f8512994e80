import { Kind } from "graphql";
import { dateScalar, dateTimeScalar, decimalScalar, monthScalar, weekScalar } from "./scalars";

const good = [
  [dateScalar, "2025-11-14", "2025-11-14"],
  [dateScalar, "2024-02-29", "2024-02-29"],
  [dateTimeScalar, "2025-11-14T09:00:00+07:00", "2025-11-14T02:00:00.000Z"],
  [dateTimeScalar, "2025-11-14T02:00Z", "2025-11-14T02:00:00.000Z"],
  [monthScalar, "2025-11", "2025-11"],
  [weekScalar, "2025-W46", "2025-W46"],
  [weekScalar, "2020-W53", "2020-W53"],
  [decimalScalar, "1243294", "1243294"],
  [decimalScalar, "-0.10", "-0.10"],
  [decimalScalar, "9000000000000.000000000001", "9000000000000.000000000001"],
] as const;

it.each(good)("%s takes %s and sends %s", (scalar, text, sent) => {
  expect(scalar.serialize(scalar.parseValue(text))).toBe(sent);
  expect(scalar.serialize(scalar.parseLiteral({ kind: Kind.STRING, value: text }))).toBe(sent);
});

it.each([
  [dateScalar, "2025-02-30", 'Expected a day that exists as YYYY-MM-DD, e.g. 2025-11-14; got "2025-02-30".'],
  [dateScalar, 20251114, "Expected a day that exists as YYYY-MM-DD, e.g. 2025-11-14; got 20251114."],
  [
    dateTimeScalar,
    "2025-11-14T09:00:00",
    'Expected an instant with offset, e.g. 2025-11-14T09:00:00+07:00; got "2025-11-14T09:00:00".',
  ],
  [
    dateTimeScalar,
    "2025-02-29T09:00:00Z",
    'Expected an instant with offset, e.g. 2025-11-14T09:00:00+07:00; got "2025-02-29T09:00:00Z".',
  ],
  [monthScalar, "2025-13", 'Expected a month as YYYY-MM, e.g. 2025-11; got "2025-13".'],
  [monthScalar, "2025-1", 'Expected a month as YYYY-MM, e.g. 2025-11; got "2025-1".'],
  [monthScalar, "0000-01", 'Expected a month as YYYY-MM, e.g. 2025-11; got "0000-01".'],
  [monthScalar, 202511, "Expected a month as YYYY-MM, e.g. 2025-11; got 202511."],
  [weekScalar, "2025-W53", 'Expected a week that exists as YYYY-Www, e.g. 2025-W46; got "2025-W53".'],
  [weekScalar, "2025W46", 'Expected a week that exists as YYYY-Www, e.g. 2025-W46; got "2025W46".'],
  [decimalScalar, "0,86", 'Expected a decimal number as text with a point, e.g. "0.8589"; got "0,86".'],
  [decimalScalar, 0.86, 'Expected a decimal number as text with a point, e.g. "0.8589"; got 0.86.'],
  [decimalScalar, "1e5", 'Expected a decimal number as text with a point, e.g. "0.8589"; got "1e5".'],
])("%s refuses %j", (scalar, value, message) => {
  expect(() => scalar.parseValue(value)).toThrow(message);
});

it.each([
  [dateScalar, new Date("2025-11-14T00:00:00Z")],
  [dateTimeScalar, new Date(Number.NaN)],
  [decimalScalar, 0.1],
  [monthScalar, "2025-11-14"],
  [weekScalar, "2025-11"],
])("%s never sends %s: the type in code is another", (scalar, value) => {
  expect(() => scalar.serialize(value)).toThrow(`${scalar.name} cannot send`);
});

it.each([dateScalar, dateTimeScalar, decimalScalar, monthScalar, weekScalar])(
  "%s says where its texts are specified",
  ({ specifiedByURL }) => {
    expect(specifiedByURL).toMatch(/^https:\/\//);
  },
);
