/*
 * What an indicator must be, by mutation and by import alike. What its values are in is fixed with the first of them:
 * observations are never rewritten, and a target of 0.95 means nothing in another unit.
 */

export const indicatorCode = {
  test: /^(?=.{1,80}$)[a-z0-9]+([.-][a-z0-9]+)*$/,
  expected: "1 to 80 small letters and digits, with points and hyphens between them",
};

export const measurementUnit = {
  test: /^\p{L}[\p{L}\p{N} %/-]{0,39}$/u,
  expected: "a word such as task, ratio, VND or rank, of at most 40 characters",
};

/** Most digits after the point. */
export const mostDecimals = 6;
