import fc from "fast-check";
import { protectionOf } from "../cube/protection";
import { halfSipHash, noiseOf, perturbationTable } from "./noise";

const protection = protectionOf();
const noise = noiseOf(0x0123456789abcdefn, protection);

it("hashes as HalfSipHash-2-4 does: the first vector of its reference", () => {
  const [low, high] = [0x03020100, 0x07060504];
  expect(halfSipHash(low, high, []).toString(16)).toBe("5b9f35a9");
});

it("has the mean, the variance and the largest deviation that are told", () => {
  const { deviations, limits } = perturbationTable(protection);
  const shares = limits.map((limit, at) => (limit - (limits[at - 1] ?? 0)) / 2 ** 32);
  const moment = (power: number) =>
    shares.reduce((sum, share, at) => sum + share * (deviations[at] ?? 0) ** power, 0);
  expect([moment(0), moment(1), moment(2)]).toEqual(
    [1, 0, protection.variance].map((one) => expect.closeTo(one, 6)),
  );
  expect([deviations.at(0), deviations.at(-1)]).toEqual([-8, 8]);
});

it("draws from that table", () => {
  const drawn = Array.from({ length: 20_000 }, (_, at) => noise.of(100, at * 7_919));
  const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  const variance = drawn.reduce((sum, one) => sum + (one - mean) ** 2, 0) / drawn.length;
  expect(Math.abs(mean)).toBeLessThan(0.1);
  expect(Math.abs(variance - protection.variance)).toBeLessThan(0.5);
  expect(Math.max(...drawn.map(Math.abs))).toBeLessThanOrEqual(protection.largestDeviation);
});

it("draws the same of the same rows, and by another secret something else", () => {
  const other = noiseOf(0x0123456789abcdeen, protection);
  const sets = fc.sample(fc.tuple(fc.nat(1_000_000), fc.nat(2 ** 40)), 200);
  const of = (one: typeof noise) => sets.map(([rows, keys]) => one.of(rows, keys));
  expect(of(noise)).toEqual(of(noiseOf(0x0123456789abcdefn, protection)));
  expect(of(noise)).not.toEqual(of(other));
});
