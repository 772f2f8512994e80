import { readFormerUnits } from "./read-former-units";
import { readUnconnectedUnits } from "./read-unconnected-units";
import { readUnits } from "./read-units";

const codes = readUnits().map(({ code }) => code);

it("reads the 126 wards and communes, in the order of their codes", () => {
  expect(codes).toHaveLength(126);
  expect(codes).toEqual([...new Set(codes)].toSorted());
});

it("reads the 526 units before them, each with units of today that it became", () => {
  const former = readFormerUnits();
  expect(new Set(former.map(({ code }) => code)).size).toBe(526);
  expect(former.filter(({ successorCodes }) => successorCodes.length > 1)).toHaveLength(199);
  expect(
    former.filter(({ successorCodes }) => !successorCodes.every((code) => codes.includes(code))),
  ).toEqual([]);
  expect(new Set(former.flatMap(({ successorCodes }) => successorCodes)).size).toBe(126);
});

it("reads which units are not connected, all of them known", () => {
  const unconnected = [...readUnconnectedUnits()];
  expect(unconnected.length).toBeGreaterThan(0);
  expect(unconnected.filter((code) => !codes.includes(code))).toEqual([]);
});
