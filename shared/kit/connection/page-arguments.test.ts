import "reflect-metadata";
import { readPage } from "./page-arguments";

describe("the size of a page", () => {
  it.each([
    [{ first: 200 }, undefined, 200],
    [{}, undefined, 20],
    [{ first: 500 }, 500, 500],
    [{ last: 500 }, 500, 500],
    // A statement of fewer takes nothing from anybody.
    [{ first: 200 }, 50, 200],
  ])("of %j is as asked where the gateway states %p rows", (args, pageRows, size) => {
    expect(readPage(args, { pageRows }).size).toBe(size);
  });

  it.each([
    [{ first: 201 }, undefined, "first: expected 1 to 200; got 201."],
    [{ first: 501 }, 500, "first: expected 1 to 500; got 501."],
    [{ last: 201 }, undefined, "last: expected 1 to 200; got 201."],
    [{ first: 0 }, 500, "first: expected 1 to 500; got 0."],
  ])("of %j is refused where the gateway states %p rows", (args, pageRows, message) => {
    expect(() => readPage(args, { pageRows })).toThrow(message);
  });
});
