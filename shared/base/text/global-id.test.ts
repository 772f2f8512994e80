import fc from "fast-check";
import { globalId, readGlobalId } from "./global-id";

it("is the type and the key, as they are read", () => {
  expect([globalId("Organization", "SKHCN"), globalId("Task", "184467")]).toEqual([
    "Organization:SKHCN",
    "Task:184467",
  ]);
  expect(readGlobalId("Observation:90210")).toEqual({ type: "Observation", key: "90210" });
});

it("encodes all other characters of a key", () => {
  const ids = ["1.000008-b_c", "12/QĐ", "a b", "x:y", "100%", "(~'*!)", "\u0000"].map((key) =>
    globalId("T", key),
  );
  expect(ids).toEqual([
    "T:1.000008-b_c",
    "T:12%2FQ%C4%90",
    "T:a%20b",
    "T:x%3Ay",
    "T:100%25",
    "T:%28%7E%27%2A%21%29",
    "T:%00",
  ]);
});

it("is read back, whatever the key", () => {
  const key = fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.isWellFormed());
  fc.assert(
    fc.property(fc.constantFrom("Task", "ITSystem", "X_1"), key, (type, one) => {
      const id = globalId(type, one);
      expect(id).toMatch(/^\w+:[A-Za-z0-9._%-]+$/);
      expect(readGlobalId(id)).toEqual({ type, key: one });
    }),
  );
});

it("is written in one way, so that caches meet it again", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."T:%2Aa1. ") }), (text) => {
      const read = readGlobalId(text);
      expect(read === undefined || globalId(read.type, read.key) === text).toBe(true);
    }),
  );
});

it.each([
  "",
  "Task",
  "Task:",
  ":1",
  "1:1",
  "Task:1:2",
  "Task: 1",
  "Task:%",
  "Task:%31",
  "Task:%2f",
  "Task:%ff",
  "Tásk:1",
  "Task:é",
])("is not %j", (text) => {
  expect(readGlobalId(text)).toBeUndefined();
});
