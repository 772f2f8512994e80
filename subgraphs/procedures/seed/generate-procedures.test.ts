import "reflect-metadata";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { greenLaneOf } from "../procedure/green-lane";
import { generateProcedures } from "./generate-procedures";
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

it("gives the same procedures each time", () => {
  expect(generateProcedures(readFields(), now)).toEqual(procedures);
});
