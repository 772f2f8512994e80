import fc from "fast-check";
import { textProblem, textProblems } from "./row-problems";

const messages = (problems: unknown[]) =>
  problems.map((problem) => problem && (problem as { message: string }).message);

describe("a text", () => {
  it.each([
    ["a".repeat(5), false],
    ["é\u{1f600}\n\t", false],
    ["", false],
    [null, false],
    [undefined, false],
    ["a".repeat(6), "note: expected at most 5 characters and no NUL; got 6."],
    ["a\u0000", "note: expected at most 5 characters and no NUL; got one with a NUL."],
    ["a\ud800", "note: expected at most 5 characters and no NUL; got one with half of a character."],
    ["\udc00a", "note: expected at most 5 characters and no NUL; got one with half of a character."],
  ])("that may be blank, %j, is judged: %s", (text, expected) => {
    expect(messages(textProblems({ note: text }, 5))).toEqual([expected]);
  });

  it.each([
    ["Đống Đa", false],
    [null, false],
    [" \n", "title: expected 1 to 500 characters, not all blank, and no NUL; got 2."],
    ["a".repeat(501), "title: expected 1 to 500 characters, not all blank, and no NUL; got 501."],
    ["a\u0000", "title: expected 1 to 500 characters, not all blank, and no NUL; got one with a NUL."],
    [
      "\ud83d!",
      "title: expected 1 to 500 characters, not all blank, and no NUL; got one with half of a character.",
    ],
  ])("that must say something, %j, is judged: %s", (text, expected) => {
    expect(messages([textProblem("title", text)])).toEqual([expected]);
  });

  it("passes only if UTF-8 returns it as it came", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), fc.nat(20), (text, at) => {
        const broken = `${text.slice(0, at)}\ud800 ${text.slice(at)}`;
        for (const one of [text, broken]) {
          const returned = Buffer.from(one, "utf8").toString("utf8");
          const isSame = returned === one && !one.includes("\u0000");
          expect(textProblems({ note: one }, 100)).toEqual(isSame ? [false] : [expect.any(Object)]);
        }
      }),
    );
  });
});
