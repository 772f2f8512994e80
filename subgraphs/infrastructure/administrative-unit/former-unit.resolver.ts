import sql from "sql-template-tag";
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { all, searchConditions } from "../../../shared/kit/filter/conditions";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { FormerUnit } from "../former-unit/former-unit";
import { formerUnitsBySuccessor } from "../former-unit/former-unit.loaders";
import { AdministrativeUnit } from "./administrative-unit";
import { unitByCode } from "./administrative-unit.loaders";

@Resolver(() => FormerUnit)
export class FormerUnitResolver {
  @Query(() => [FormerUnit], {
    nullable: true,
    description: "The 526 commune-level units of before 1 July 2025, in order of their codes.",
  })
  formerUnits(
    @Arg("code", () => ID, {
      nullable: true,
      description: "Only the one that had this code; none is no error.",
    })
    code: string | null,
    @Arg("search", () => String, {
      nullable: true,
      description: "Accent-insensitive, in code, names, kind and district, e.g. phường Trúc Bạch.",
    })
    search: string | null,
    @Ctx() { database }: SubgraphContext,
  ): Promise<FormerUnit[]> {
    const text = sql`search_text(f.code || ' ' || CASE f.kind WHEN 'WARD' THEN 'phường' WHEN 'COMMUNE' THEN 'xã'
      ELSE 'thị trấn' END || ' ' || f.name_vi || ' ' || f.name_en || ' ' || f.district)`;
    const conditions = [
      ...(code == null ? [] : [sql`f.code = ${code.replaceAll("\u0000", "")}`]),
      ...searchConditions(text, search, ["search"]),
    ];
    return database.rows<FormerUnit>(sql`
      SELECT f.code, f.name_vi AS "nameVi", f.name_en AS "nameEn", f.kind, f.district,
        f.successor_codes AS "successorCodes"
      FROM former_unit f WHERE ${all(conditions)} ORDER BY f.code`);
  }

  @FieldResolver(() => String, { description: "Name, without the word for its kind." })
  name(
    @Root() { nameVi, nameEn }: FormerUnit,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? nameVi : nameEn;
  }

  @FieldResolver(() => Boolean, { description: "Whether all of it went into one unit; false: it was split." })
  whole(@Root() { successorCodes }: FormerUnit): boolean {
    return successorCodes.length === 1;
  }

  @FieldResolver(() => [AdministrativeUnit], {
    description: "The units of today that have it or parts of it, in order of their codes.",
  })
  successors(
    @Root() { successorCodes }: FormerUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<AdministrativeUnit[]> {
    return Promise.all(successorCodes.map((code) => context.loadKnown(unitByCode, code)));
  }
}

@Resolver(() => AdministrativeUnit)
export class UnitPredecessorsResolver {
  @FieldResolver(() => [FormerUnit], {
    description:
      "The units of before 1 July 2025 that it was made of, in order of their codes; none for the city.",
  })
  predecessors(@Root() { code }: AdministrativeUnit, @Ctx() context: SubgraphContext): Promise<FormerUnit[]> {
    return context.loadKnown(formerUnitsBySuccessor, code);
  }
}
