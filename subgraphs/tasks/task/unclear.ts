import sql from "sql-template-tag";

/** That a task `t` lacks one of the six. The deadline is never missing: the column takes no null. */
export const unclear = sql`(num_nulls(t.person, t.work, t.responsibility, t.product, t.authority) > 0)`;
