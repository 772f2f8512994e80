import fc from "fast-check";
import { foldText } from "./fold-text";
import { type CodeList, nearestCode } from "./nearest-code";

const names: [string, string[]][] = [
  ["HN", ["Thành phố Hà Nội"]],
  ["SKHCN", ["Sở Khoa học và Công nghệ"]],
  ["STC", ["Sở Tài chính"]],
  ["STP", ["Sở Tư pháp"]],
  ["land", ["Đất đai"]],
];
const codes: CodeList = new Map(names.map(([code, others]) => [code, [code, ...others].map(foldText)]));

it.each([
  ["skhcn", "SKHCN"],
  [" SKHCN ", "SKHCN"],
  ["KHCN", "SKHCN"],
  ["Sở Khoa học và Công nghệ", "SKHCN"],
  ["so tai chinh", "STC"],
  ["SỞ TƯ PHÁP".normalize("NFD"), "STP"],
  ["đất đai", "land"],
  ["lnd", "land"],
  // As near to STC as to STP: the first.
  ["STX", "STC"],
  ["H", "HN"],
  ["99999", undefined],
  ["", undefined],
  ["SKHCN".padEnd(101), undefined],
])("takes %j to be meant for %s", (text, code) => {
  expect(nearestCode(text, codes)).toBe(code);
});

it("finds a code again after a change of case, a blank around it or one letter too many", () => {
  const code = fc.stringMatching(/^[a-z]{5}[0-9]{3}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(code, { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.nat(8),
      (list, which, at) => {
        const known = new Map(list.map((one) => [one, [one]]));
        const one = list[which % list.length] ?? "";
        expect(nearestCode(` ${one.toUpperCase()}`, known)).toBe(one);
        const typed = `${one.slice(0, at)}-${one.slice(at)}`;
        const found = nearestCode(typed, known) ?? "";
        // Another may be as near, but none nearer.
        expect([one, ...list.filter((other) => isOneLetterFrom(other, typed))]).toContain(found);
      },
    ),
  );
});

function isOneLetterFrom(code: string, typed: string): boolean {
  return Array.from(typed, (_, at) => typed.slice(0, at) + typed.slice(at + 1)).includes(code);
}
