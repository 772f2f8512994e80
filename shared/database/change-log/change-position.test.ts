import { readPosition, writePosition } from "./change-position";

it.each(["10:10:", "10:20:10,14,19", "731:9223372036854775807:731"])(
  "reads the snapshot %s that it has written",
  (snapshot) => {
    const position = { epoch: "a-Z_09", snapshot };
    expect(readPosition(writePosition(position))).toEqual(position);
  },
);

const encoded = (text: string) => Buffer.from(text).toString("base64url");
it.each([
  ["nothing", ""],
  ["another text", "yesterday"],
  ["no epoch", encoded("10:20:")],
  ["no snapshot", encoded("epoch ")],
  ["an end before the beginning", encoded("epoch 20:10:")],
  ["running transactions out of order", encoded("epoch 10:20:14,12")],
  ["a running transaction twice", encoded("epoch 10:20:14,14")],
  ["a running transaction of later", encoded("epoch 10:20:20")],
  ["an empty place in the list", encoded("epoch 10:20:14,")],
  ["an id that none can be", encoded("epoch 0:20:")],
  ["an id beyond all", encoded("epoch 10:9999999999999999999:")],
  ["more after it", encoded("epoch 10:20: 1")],
])("refuses %s", (_what, text) => {
  expect(() => readPosition(text)).toThrow(
    expect.objectContaining({ extensions: expect.objectContaining({ code: "INVALID_CURSOR" }) }),
  );
});
