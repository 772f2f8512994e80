import { isDossierCode } from "./dossier-code-form";

it.each([
  ["H26.15-251103-0001", true],
  ["H26.15.3-251103-0001", true],
  ["000.00.15.H26-251103-0001", true],
  ["H26.15-251103-12345", true],
  ["H26-251103-0001", false],
  ["H26.15-251332-0001", false],
  ["H26.15-250229-0001", false],
  ["H26.15-20251103-0001", false],
  ["H26.15-251103-1", false],
  ["H26.15/251103/0001", false],
  ["000.00.15.H26-0001", false],
  ["HS-2025-1", true],
  ["H260-1", true],
])("the code %s is one: %s", (code, expected) => {
  expect(isDossierCode(code)).toBe(expected);
});
