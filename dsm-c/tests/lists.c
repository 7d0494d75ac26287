/* Code lists: a scheme is always stated, former States have years, labels in a stated language become codes. */
#include "check.h"

static dsm_code_list *opened(const char *id, const char *scheme)
{
    dsm_code_list *list = NULL;
    DONE(dsm_code_list_open(S(id), S(scheme), &list, &error));
    return list;
}

static void a_scheme_is_stated(void)
{
    dsm_code_list *iso = opened("CITIZENSHIP", ""), *unhcr = opened("CITIZENSHIP", "unhcr"), *none = NULL;
    size_t at = 0;
    CHECK(dsm_code_list_count(iso) == 260 && dsm_code_list_exhaustive(iso) == 1);
    DONE(dsm_code_list_find(iso, S("AUS"), &at, &error));
    CHECK(is(dsm_code_list_name(iso, at, S("en")), "Australia"));
    DONE(dsm_code_list_find(unhcr, S("AUS"), &at, &error));
    CHECK(is(dsm_code_list_name(unhcr, at, S("en")), "Austria"));
    CHECK(is(dsm_code_list_code(unhcr, at), "AUS") && is(dsm_code_list_own_code(unhcr, at), "AUT"));
    CHECK(is(dsm_code_list_name(unhcr, at, S("ro-MD")), "Austria"));
    CHECK(is(dsm_code_list_name(unhcr, at, S("uk")), "Австрія"));
    CHECK(dsm_code_list_name(unhcr, at, S("not a language")).bytes == NULL);
    CHECK(dsm_code_list_code(unhcr, 100000).bytes == NULL);
    REFUSED_AS("COD-002", dsm_code_list_find(unhcr, S("TIB"), &at, &error));
    REFUSED_AS("COD-008", dsm_code_list_open(S("SEX"), S("iso"), &none, &error));
    REFUSED_AS("COD-009", dsm_code_list_open(S("SHOE_SIZE"), S(""), &none, &error));
    dsm_code_list_free(iso);
    dsm_code_list_free(unhcr);
}

static void a_former_state_has_years(void)
{
    dsm_code_list *list = opened("COUNTRY", "");
    size_t at = 0;
    DONE(dsm_code_list_find_in(list, S("CSK"), 1985, 1990, &at, &error));
    CHECK(dsm_code_list_valid_from(list, at) == 0 && dsm_code_list_valid_until(list, at) == 1992);
    CHECK(dsm_code_list_successor_count(list, at) == 2);
    CHECK(is(dsm_code_list_successor(list, at, 0), "CZE") && is(dsm_code_list_successor(list, at, 1), "SVK"));
    CHECK(dsm_code_list_successor(list, at, 2).bytes == NULL);
    REFUSED_AS("COD-010", dsm_code_list_find_in(list, S("CSK"), 1993, 1993, &at, &error));
    REFUSED_AS("COD-011", dsm_code_list_find_in(list, S("SCG"), 1980, 1980, &at, &error));
    dsm_code_list_free(list);
}

static void a_label_is_a_code_or_refused(void)
{
    dsm_code_list *list = opened("COUNTRY", "iso3166-alpha2");
    size_t at = 0;
    DONE(dsm_code_list_named(list, S("Киргизия"), S("ru"), &at, &error));
    CHECK(is(dsm_code_list_code(list, at), "KG"));
    REFUSED_AS("COD-012", dsm_code_list_named(list, S("Киргизия"), S("en"), &at, &error));
    REFUSED_AS("COD-013", dsm_code_list_named(list, S("Congo"), S("en"), &at, &error));
    dsm_code_list_free(list);
}

static void codes_of_one_scheme_become_those_of_another(void)
{
    dsm_mapping *mapping = NULL;
    dsm_code_list *regions = opened("REGION", "");
    size_t at = 0;
    DONE(dsm_mapping_built_in(S("CITIZENSHIP"), S("unhcr"), S("eurostat"), &mapping, &error));
    CHECK(is(dsm_mapping_target(mapping, S("AUS")), "AT") && is(dsm_mapping_target(mapping, S("STA")), "STLS"));
    CHECK(dsm_mapping_target(mapping, S("TIB")).bytes == NULL);
    DONE(dsm_mapping_add(mapping, S("AUS"), S("EL"), &error));
    CHECK(dsm_mapping_target(mapping, S("AUS")).bytes == NULL);
    dsm_mapping_free(mapping);
    REFUSED_AS("COD-009", dsm_mapping_built_in(S("SEX"), S("unhcr"), S("m49"), &mapping, &error));
    DONE(dsm_code_list_find(regions, S("417"), &at, &error));
    CHECK(is(dsm_code_list_parent(regions, at), "143"));
    DONE(dsm_code_list_find(regions, S("001"), &at, &error));
    CHECK(dsm_code_list_parent(regions, at).bytes == NULL);
    dsm_code_list_free(regions);
}

int main(void)
{
    a_scheme_is_stated();
    a_former_state_has_years();
    a_label_is_a_code_or_refused();
    codes_of_one_scheme_become_those_of_another();
    return checked("lists");
}
