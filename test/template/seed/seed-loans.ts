import sql from "sql-template-tag";
import type { Seed } from "../../../shared/database/seed";

/** Loans that nobody made, and say so: of each library another number. */
export const seedLoans: Seed = {
  name: "loans",
  run: async ({ database }) => {
    await database.rows(sql`
      INSERT INTO loan (library_code, reader, lent_at, due_at, returned_at, origin)
      SELECT code, CASE WHEN n % 3 = 0 THEN 'CHILD' ELSE 'ADULT' END::reader_kind, lent_at, lent_at + interval '21 days',
        CASE WHEN n % 5 > 0 THEN lent_at + interval '1 day' * (n % 31) END, 'SYNTHETIC'
      FROM (SELECT code, n, '2025-07-01T09:00+07'::timestamptz + interval '13 hours' * n AS lent_at
        FROM library, generate_series(1, 200) AS n WHERE n % right(code, 2)::int < 4) AS loans`);
  },
};
