/** The input's field of each column of the import. */
export const dossierFields = {
  received_at: "receivedAt",
  due_at: "dueAt",
  resolved_at: "resolvedAt",
  electronic_result: "electronicResult",
  synchronised_at: "synchronisedAt",
} as const;
