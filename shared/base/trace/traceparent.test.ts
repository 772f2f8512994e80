import { readTraceparent, writeTraceparent } from "./traceparent";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

it("reads and writes what the specification has", () => {
  const header = `00-${traceId}-${spanId}-01`;
  expect(readTraceparent(header)).toEqual({ traceId, spanId, isSampled: true });
  expect(writeTraceparent({ traceId, spanId, isSampled: true })).toBe(header);
  expect(readTraceparent(`00-${traceId}-${spanId}-00`)).toMatchObject({ isSampled: false });
  // Of a later version, which may have more flags and fields.
  expect(readTraceparent(`01-${traceId}-${spanId}-03-later`)).toMatchObject({ isSampled: true });
});

it.each([
  undefined,
  "",
  [`00-${traceId}-${spanId}-01`],
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `ff-${traceId}-${spanId}-01`,
  `00-${"0".repeat(32)}-${spanId}-01`,
  `00-${traceId}-${"0".repeat(16)}-01`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${traceId}-${spanId}`,
  `00-${traceId}-${spanId}-1`,
])("takes %j for none", (header) => {
  expect(readTraceparent(header)).toBeUndefined();
});
