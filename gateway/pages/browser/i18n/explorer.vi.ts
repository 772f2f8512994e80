/** Texts of the explorer, in Vietnamese. */
export const explorerVi = {
  title: "Tra cứu dữ liệu",
} as const;
