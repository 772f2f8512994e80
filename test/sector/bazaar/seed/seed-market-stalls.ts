import sql from "sql-template-tag";
import type { Seed } from "../../../../shared/database/seed";
import { setTransactionDay } from "../../../../shared/database/transaction-day";
import { cityCode } from "../../../../subgraphs/common/city/city-code";

/** One market stall in each ward and commune. None of them is real, and every one says so (SYNTHETIC). */
export const seedMarketStalls: Seed = {
  name: "market-stalls",
  run: async ({ database, clock }) => {
    // Known since then, so that past days have an answer.
    await setTransactionDay(database, "2025-01-01");
    await database.rows(sql`
      INSERT INTO market_stall (code, name, ownership, unit_code, organization_code, capacity, opened_on, origin, changed_at)
      SELECT 'MAU-' || code, 'Sạp hàng mẫu ' || name_vi,
        (CASE WHEN n % 4 = 0 THEN 'PRIVATE' ELSE 'PUBLIC' END)::market_stall_ownership, code, 'U' || code,
        CASE WHEN n % 7 > 0 THEN 100 + n * 37 % 900 END, date '2000-09-05' + (n * 61)::int, 'SYNTHETIC',
        ${clock.now()}::timestamptz
      FROM (SELECT code, name_vi, row_number() OVER (ORDER BY code) AS n
        FROM administrative_unit WHERE code <> ${cityCode}) AS units`);
  },
};
