import { A, C, D, F, kept, O, P, pairsOf, pairsOfResults, type Root, S, T, U } from "./roots";

/*
 * What `dossier_tally` keeps since the migration 1764288000001: no sets of procedures by organizations or units, and few
 * by processing days. Nothing here may change any more.
 */

export const fewerRoots: readonly Root[] = [
  {
    axis: "RECEIVED",
    span: "day",
    keys: [F, C, A, S, T],
    sets: [
      ...kept(10, "YMD", F),
      ...kept(11, "YMSD", C, A),
      ...kept(12, "YMSD", C, S, T),
      ...kept(13, "YMSD", A, S, T),
      ...kept(14, "YMS", F, C),
      ...kept(15, "YMS", F, A),
      ...kept(16, "YMS", F, S),
      ...kept(17, "YMS", F, T),
    ],
  },
  { axis: "RECEIVED", span: "stretch", keys: [O, C, A, S, T], sets: pairsOf(20, O) },
  { axis: "RECEIVED", span: "stretch", keys: [U, C, A, S, T], sets: pairsOf(30, U) },
  { axis: "RECEIVED", span: "day", keys: [O, U], sets: [...kept(40, "SD", O), ...kept(41, "SD", U)] },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [O, U, F],
    sets: [...kept(50, "YM", O, U), ...kept(51, "YM", O, F), ...kept(52, "YM", U, F)],
  },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [...P, C, A, S, T],
    sets: [
      ...kept(53, "YM", ...P),
      ...kept(60, "YM", ...P, C),
      ...kept(61, "YM", ...P, A),
      ...kept(62, "YM", ...P, S),
      ...kept(63, "YM", ...P, T),
    ],
  },
  {
    axis: "RESOLVED",
    span: "day",
    keys: [F, C, A, S, T],
    sets: [
      ...kept(70, "D", F),
      ...kept(71, "MD", C, A),
      ...kept(72, "MD", C, S, T),
      ...kept(73, "MD", A, S, T),
      ...kept(74, "YM", F, C),
      ...kept(75, "YM", F, A),
      ...kept(76, "YM", F, S, T),
    ],
  },
  { axis: "RESOLVED", span: "month", keys: [O, C, A, S, T], sets: pairsOfResults(80, O) },
  { axis: "RESOLVED", span: "month", keys: [U, C, A, S, T], sets: pairsOfResults(90, U) },
  {
    axis: "RESOLVED",
    span: "day",
    keys: [O, U],
    sets: [...kept(100, "SD", O), ...kept(101, "SD", U), ...kept(102, "YM", O, U)],
  },
  { axis: "RESOLVED", span: "month", keys: P, sets: kept(120, "YM", ...P) },
  {
    axis: "RECEIVED",
    span: "month",
    keys: [C, A, S, T, D],
    sets: [...kept(160, "YM", C, A, D), ...kept(161, "YM", S, T, D)],
  },
  { axis: "DUE", span: "day", keys: [], sets: kept(170, "D") },
];
