import { hashOf } from "../request/operation-record";
import { createTextHashes } from "./text-hashes";

const flood = Array.from({ length: 5_000 }, (_, number) => `{ a${number}: __typename }`);

it("forgets in a flood what came once, and keeps what came twice", () => {
  const kept = createTextHashes<string>();
  const put = (text: string) => kept.set(text, hashOf(text), text.toUpperCase());
  for (const text of ["{ once }", "{ twice }"]) put(text);
  expect(kept.get("{ twice }")).toBe("{ TWICE }");
  for (const text of flood) put(text);
  expect([kept.get("{ once }"), kept.get("{ twice }")]).toEqual([undefined, "{ TWICE }"]);
  expect(kept.mostUsed(1)).toEqual(["{ TWICE }"]);
  // Now it has come twice as well.
  put("{ once }");
  for (const text of flood) put(`${text}  `);
  expect(kept.get("{ once }")).toBe("{ ONCE }");
});
