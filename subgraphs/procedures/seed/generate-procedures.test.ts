import "reflect-metadata";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { greenLaneOf } from "../procedure/green-lane";
import { generateProcedures } from "./generate-procedures";
import { nameProcedures } from "./name-procedures";
import { readFields } from "./read-fields";

const now = new Date("2025-11-14T05:00:00Z");
const procedures = generateProcedures(readFields(), now);

it("makes as many procedures as published, each once, all synthetic", () => {
  const counted = {
    procedures: procedures.length,
    codes: new Set(procedures.map(({ code }) => code)).size,
    names: new Set(procedures.map(({ name, fieldCode }) => fieldCode + name)).size,
    nationalForm: procedures.filter(({ code }) => /^[12]\.\d{6}$/.test(code)).length,
    synthetic: procedures.filter(({ origin }) => origin === DataOrigin.SYNTHETIC).length,
    greenLane: procedures.filter(({ greenLaneDecision }) => greenLaneDecision !== null).length,
    decisions: new Set(procedures.map(({ greenLaneDecision }) => greenLaneDecision)).size - 1,
    toRestructure: procedures.filter(({ toRestructure }) => toRestructure).length,
  };
  expect(counted).toEqual({
    procedures: 2104,
    codes: 2104,
    names: 2104,
    nationalForm: 2104,
    synthetic: 2104,
    greenLane: 103,
    decisions: 14,
    toRestructure: 50,
  });
});

it("names each as an action on a paper that exists, once, with the level and applicants of that paper", () => {
  const named = new Map(nameProcedures().map((one) => [one.name, one]));
  const form = /^Thủ tục [a-zà-ỹđ][^;*]*[^\s.,;*]$/u;
  expect(named.size).toBe(nameProcedures().length);
  expect([...named.keys()].filter((name) => !form.test(name) || /\s{2}/.test(name))).toEqual([]);
  const plausible = procedures.filter(({ name, fieldCode, level, businessSector }) => {
    const one = named.get(name);
    return one?.fieldCode === fieldCode && one.level === level && one.businessSector === businessSector;
  });
  expect(plausible).toHaveLength(procedures.length);
  // What is issued again, exchanged, extended or withdrawn is a paper; no decision is lost or worn out.
  const paper = "(giấy|bằng|chứng chỉ|thẻ|phù hiệu|bản sao|phiếu)";
  const issued = [...named.keys()].filter((name) => /^Thủ tục (cấp lại|cấp đổi|gia hạn|thu hồi) /.test(name));
  expect(issued.length).toBeGreaterThan(500);
  expect(
    issued.filter((name) => !new RegExp(`^Thủ tục (cấp lại|cấp đổi|gia hạn|thu hồi) ${paper} `).test(name)),
  ).toEqual([]);
  expect(issued.filter((name) => /^Thủ tục gia hạn (bằng|giấy chứng nhận quyền)/.test(name))).toEqual([]);
});

it("names nothing that an official would laugh at", () => {
  const laughable: [RegExp, string][] = [
    [/(ban hành|bị mất|hư hỏng|gia hạn|cấp đổi).* (quyết định|văn bản) /, "a decision is an act, not a card"],
    [/^Thủ tục (quyết định|văn bản|thông báo tiếp nhận) /, "a name begins with what is done"],
    [/(gia hạn|cấp đổi|thu hồi|thay đổi tên).*(kiểm dịch|xuất xứ|quảng cáo|kiểm định)/, "it is for one use"],
    [
      /(gia hạn|thu hồi|điều chỉnh).*(Tổ quốc ghi công|thương binh|khuyết tật|thẻ |phù hiệu)/,
      "it is a person's",
    ],
    [/(cấp lại|cấp đổi|thu hồi|cấp) bằng tốt nghiệp/, "of a diploma there are copies"],
    [/(lưu động|đăng ký lại).*(giám hộ|nhận cha)/, "that is for births, marriages and deaths"],
    [
      /(tạm dừng|chấm dứt|tiếp tục|chuyển nơi) hưởng (?!.*(trợ cấp|kinh phí))/,
      "only what is paid monthly stops",
    ],
    [/giấy phép lái xe|thẻ nhà báo/, "the city does not issue it"],
    [/lần đầu .* do bị| (?!bản)(\S+) \1 /, "it says a thing twice, or against itself"],
  ];
  const cards = /thu hồi thẻ .* theo đề nghị của người được cấp$/;
  expect(
    nameProcedures().flatMap(({ name }) =>
      laughable.filter(([form]) => form.test(name) && !cards.test(name)).map(([, why]) => `${name}: ${why}`),
    ),
  ).toEqual([]);
});

it("offers no procedure fully online that requires somebody's presence", () => {
  const inPerson = new Set(
    nameProcedures()
      .filter((one) => one.inPerson)
      .map(({ name }) => name),
  );
  const there = procedures.filter(({ name }) => inPerson.has(name));
  expect(there.length).toBeGreaterThan(15);
  expect(there.filter(({ onlineLevel }) => onlineLevel === "FULLY_ONLINE")).toEqual([]);
  expect(there.filter(({ name }) => !/chứng|kết hôn|lưu động|công dân|hòa giải|viếng/.test(name))).toEqual(
    [],
  );
});

it("has papers of every field, and only of known ones", () => {
  const fields = new Set(readFields().map(({ code }) => code));
  expect(new Set(procedures.map(({ fieldCode }) => fieldCode))).toEqual(fields);
});

it("has communes handle their own procedures, and enterprises apply for theirs", () => {
  const of = (pattern: RegExp) => procedures.filter(({ name }) => pattern.test(name));
  const levels = (pattern: RegExp) => [...new Set(of(pattern).map(({ level }) => level))];
  expect(levels(/đăng ký (kết hôn|khai sinh|khai tử)/)).toEqual(["COMMUNE"]);
  expect(levels(/cấp tỉnh/)).toEqual(["CITY"]);
  expect(levels(/cấp xã/)).toEqual(["COMMUNE"]);
  expect(of(/công ty (cổ phần|hợp danh)/).every((one) => one.businessSector)).toBe(true);
  expect(of(/trợ cấp|hộ tịch|khuyết tật/).some((one) => one.businessSector)).toBe(false);
});

it("spreads the cuts of the green lane from 0.30 to 0.60, both ends included", () => {
  const cuts = procedures.flatMap((one) => greenLaneOf(one)?.timeReduction.value ?? []);
  expect([Math.min(...cuts), Math.max(...cuts)]).toEqual([0.3, 0.6]);
  const tenths = cuts.map((cut) => Math.floor(cut * 10));
  expect([3, 4, 5].map((tenth) => tenths.filter((one) => one === tenth).length >= 20)).toEqual([
    true,
    true,
    true,
  ]);
});

it("offers every business procedure at least partially online", () => {
  const levels = new Set(procedures.filter((one) => one.businessSector).map((one) => one.onlineLevel));
  expect([...levels].toSorted()).toEqual(["FULLY_ONLINE", "PARTIALLY_ONLINE"]);
});

it("generates the same procedures each time", () => {
  expect(generateProcedures(readFields(), now)).toEqual(procedures);
});
