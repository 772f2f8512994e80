import { retryAfterOf } from "./retry-after";

const refused = (retryAfter?: number) => ({
  message: "Later.",
  extensions: { code: "QUERY_TIMEOUT", retryAfter },
});

it.each<[string, Parameters<typeof retryAfterOf>[0], number | undefined]>([
  [
    "nothing came, and all of it may be asked for later",
    { data: { a: null }, errors: [refused(2), refused(5)] },
    5,
  ],
  ["there is no data at all", { errors: [refused(3)] }, 3],
  ["data is null", { data: null, errors: [refused(1)] }, 1],
  ["some of it came", { data: { a: null, b: 1 }, errors: [refused(2)] }, undefined],
  [
    "asking again would not help with another",
    { data: { a: null }, errors: [refused(2), refused()] },
    undefined,
  ],
  ["it is null for a reason", { data: { a: null } }, undefined],
  ["nothing was asked", {}, undefined],
])("when %s", (_what, answer, expected) => {
  expect(retryAfterOf(answer)).toBe(expected);
});
