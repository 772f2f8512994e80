import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, Index, PrimaryColumn, type QueryRunner } from "typeorm";
import { dateTimeScalar } from "../../base/graphql/scalars";
import { AuditKind } from "./audit-enums";

/**
 * An entry of a subgraph's audit. Its number, its instant and its link are made by the database when it is added
 * (`createAudit`); none is changed after that.
 */
@Directive("@shareable")
@ObjectType({
  description: "Who changed or read what. Entries are added only, each linked to the one before it.",
})
@Entity()
// Not of a kind that TypeORM can make.
@Index("audit_entry_keys_idx", { synchronize: false })
export class AuditEntry {
  @Field(() => ID, {
    description: "1 for the first entry of the subgraph, and one more for each that follows.",
  })
  @PrimaryColumn("bigint")
  sequence!: string;

  @Field(() => dateTimeScalar, { description: "By the database's clock." })
  @Index()
  @Column("timestamptz")
  at!: Date;

  @Field(() => AuditKind, { description: "What it records." })
  @Column("text")
  kind!: AuditKind;

  @Index()
  @Field(() => String, {
    nullable: true,
    description: "The `sub` of the token; null for the subgraph itself.",
  })
  @Column("text", { nullable: true })
  subject!: string | null;

  @Field(() => String, { nullable: true, description: "Role of the token; null for the subgraph itself." })
  @Column("text", { nullable: true })
  role!: string | null;

  @Field(() => String, { nullable: true, description: "Organization of the token, where it has one." })
  @Column("text", { nullable: true })
  organization!: string | null;

  @Field({ description: "Name of the mutation or of the import, or the type of what was read." })
  @Column("text")
  operation!: string;

  @Field(() => String, { nullable: true, description: "The request's id, as the logs have it." })
  @Column("text", { nullable: true })
  requestId!: string | null;

  @Field(() => [String], { description: "Keys of the rows that were changed or read." })
  @Column("text", { array: true })
  keys!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      "JSON: a mutation's input; of an import its file, SHA-256 and counts; of a refusal its code. Null for a reading.",
  })
  @Column("text", { nullable: true })
  details!: string | null;

  @Field({
    description:
      "SHA-256, in 64 hexadecimal digits, of the link before it, a line break, and the entry as a JSON list; see docs/decisions.md.",
  })
  @Column("text")
  link!: string;
}

/**
 * Makes the table, which numbers and links each entry itself. Entries are added one after the other, for each needs
 * the link of the one before it: a transaction adds one last, for others wait until it has committed. Part of
 * migrations that have run: never change it, make another.
 */
export async function createAudit(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE audit_entry (
      sequence bigint NOT NULL CONSTRAINT audit_entry_pkey PRIMARY KEY,
      at timestamptz NOT NULL,
      kind text NOT NULL,
      subject text,
      role text,
      organization text,
      operation text NOT NULL,
      request_id text,
      keys text[] NOT NULL,
      details text,
      link text NOT NULL);
    CREATE INDEX audit_entry_at_idx ON audit_entry (at);
    CREATE INDEX audit_entry_subject_idx ON audit_entry (subject);
    CREATE INDEX audit_entry_keys_idx ON audit_entry USING gin (keys);

    CREATE FUNCTION link_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      latest record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('audit'), hashtext('audit_entry'));
      SELECT sequence, link INTO latest FROM audit_entry ORDER BY sequence DESC LIMIT 1;
      NEW.sequence := coalesce(latest.sequence, 0) + 1;
      NEW.at := date_trunc('milliseconds', clock_timestamp());
      NEW.link := encode(sha256(convert_to(coalesce(latest.link, '') || E'\\n' || concat('[',
        concat_ws(',',
          NEW.sequence,
          to_json(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
          to_json(NEW.kind),
          coalesce(to_json(NEW.subject)::text, 'null'),
          coalesce(to_json(NEW.role)::text, 'null'),
          coalesce(to_json(NEW.organization)::text, 'null'),
          to_json(NEW.operation),
          coalesce(to_json(NEW.request_id)::text, 'null'),
          array_to_json(NEW.keys),
          coalesce(to_json(NEW.details)::text, 'null')), ']'), 'UTF8')), 'hex');
      RETURN NEW;
    END $$;
    CREATE TRIGGER link_audit_entry BEFORE INSERT ON audit_entry
      FOR EACH ROW EXECUTE FUNCTION link_audit_entry();

    CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' AND current_setting('audit.retiring', true) = 'on' THEN
        RETURN OLD;
      END IF;
      RAISE EXCEPTION 'Expected entries to be added to the audit only; got %.', TG_OP USING ERRCODE = 'raise_exception';
    END $$;
    CREATE TRIGGER keep_audit_entry BEFORE UPDATE OR DELETE ON audit_entry
      FOR EACH ROW EXECUTE FUNCTION keep_audit_entry();
    CREATE TRIGGER keep_audit BEFORE TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entry();

    DO $$ BEGIN
      IF to_regproc('announce_changes') IS NOT NULL THEN PERFORM announce_changes('audit_entry'); END IF;
    END $$`);
}

/** Drops what `createAudit` made. */
export async function dropAudit(runner: QueryRunner): Promise<void> {
  await runner.query(
    "DROP TABLE audit_entry; DROP FUNCTION link_audit_entry(); DROP FUNCTION keep_audit_entry()",
  );
}
