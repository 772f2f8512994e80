import type { QueryRunner } from "typeorm";

/**
 * Makes `search_text(text)`, which drops accents and case (đ included), and the extensions it stands on.
 * Declared immutable, which unaccent itself is not, so that indexes can be built on it: its rules change only
 * with the server's files. Accents go first, so that lower() needs no locale. Part of migrations that have
 * run: never change it, make another.
 */
export async function createSearchFunction(runner: QueryRunner): Promise<void> {
  await runner.query("CREATE EXTENSION IF NOT EXISTS unaccent");
  await runner.query("CREATE EXTENSION IF NOT EXISTS pg_trgm");
  await runner.query(`
    CREATE FUNCTION search_text(input text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, input)) $$`);
}

/** Drops what `createSearchFunction` made, but for the extensions. */
export async function dropSearchFunction(runner: QueryRunner): Promise<void> {
  await runner.query("DROP FUNCTION search_text(text)");
}
