/* @generated from include/dsm.h by `cargo run -p dsm-c --example header -- write`. Do not edit. */
static void every_function_takes_null(void)
{
#if defined(DSM_ARROW)
    REFUSED(dsm_table_export_arrow(NULL, NULL, NULL, &error));
#endif
#if defined(DSM_ARROW)
    REFUSED(dsm_table_export_arrow_stream(NULL, NULL, &error));
#endif
#if defined(DSM_ARROW)
    REFUSED(dsm_table_import_arrow(NULL, NULL, NULL, NULL, NULL, &error));
#endif
#if defined(DSM_ARROW)
    REFUSED(dsm_table_import_arrow_stream(NULL, NULL, NULL, NULL, &error));
#endif
    REFUSED(dsm_assume_new(NULL, &error));
    REFUSED(dsm_assume_name(NULL, nothing, &error));
    REFUSED(dsm_assume_on(NULL, nothing, &error));
    REFUSED(dsm_assume_value(NULL, nothing, &error));
    REFUSED(dsm_assume_weight(NULL, nothing, nothing, &error));
    REFUSED(dsm_assume_source(NULL, nothing, &error));
    REFUSED(dsm_assume_because(NULL, nothing, nothing, &error));
    dsm_assume_free(NULL);
    (void)dsm_assumption_name(NULL);
    (void)dsm_assumption_detail(NULL, nothing);
#if defined(DSM_MECHANISM)
    REFUSED(dsm_table_protect(NULL, NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_table_audit(NULL, NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_audit_cell_count(NULL);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_audit_count(NULL, nothing);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_audit_code(NULL, 3, 3);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_audit_label(NULL, 3);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_audit_lower(NULL, 3);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_audit_upper(NULL, 3);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_audit_finding_count(NULL);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_audit_finding(NULL, 3);
#endif
#if defined(DSM_MECHANISM)
    dsm_audit_free(NULL);
#endif
    REFUSED(dsm_axis_category(nothing, NULL, &error));
    REFUSED(dsm_axis_time(nothing, NULL, &error));
    REFUSED(dsm_axis_reporter(nothing, NULL, &error));
    REFUSED(dsm_axis_membership(NULL, nothing, &error));
    REFUSED(dsm_axis_exhaustive(NULL, 3, &error));
    REFUSED(dsm_axis_totals(NULL, NULL, 3, &error));
    REFUSED(dsm_axis_parent(NULL, nothing, nothing, &error));
    REFUSED(dsm_axis_direction(NULL, 3, &error));
    REFUSED(dsm_axis_unknown(NULL, nothing, &error));
    dsm_axis_free(NULL);
    REFUSED(dsm_table_builder_new(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_builder_axis(NULL, NULL, &error));
    REFUSED(dsm_table_builder_vintage(NULL, nothing, &error));
    REFUSED(dsm_table_builder_making(NULL, nothing, &error));
    REFUSED(dsm_table_builder_absent(NULL, nothing, &error));
    REFUSED(dsm_table_builder_row(NULL, NULL, 3, nothing, &error));
    REFUSED(dsm_table_builder_build(NULL, NULL, &error));
    REFUSED(dsm_table_builder_build_columns(NULL, NULL, 3, NULL, 3, NULL, &error));
    dsm_table_builder_free(NULL);
    REFUSED(dsm_concept_new(nothing, NULL, &error));
    REFUSED(dsm_concept_set(NULL, nothing, nothing, &error));
    (void)dsm_concept_property(NULL, nothing);
    dsm_concept_free(NULL);
    (void)dsm_counted_count(NULL);
    (void)dsm_counted_name(NULL, 3);
    REFUSED(dsm_counted_table(NULL, nothing, NULL, &error));
    REFUSED(dsm_counted_documentation(NULL, nothing, nothing, NULL, &error));
    REFUSED(dsm_counted_persons_behind(NULL, nothing, NULL, &error));
    (void)dsm_counted_indicator(NULL, nothing);
    (void)dsm_counted_quality(NULL);
    (void)dsm_counted_findings(NULL, nothing);
    (void)dsm_counted_refused(NULL, nothing);
    (void)dsm_counted_rule_count(NULL);
    (void)dsm_counted_rule(NULL, 3);
    (void)dsm_counted_step_count(NULL, nothing);
    REFUSED(dsm_counted_step(NULL, nothing, 3, NULL, &error));
    (void)dsm_counted_column_count(NULL);
    (void)dsm_counted_column(NULL, 3);
    dsm_counted_free(NULL);
    REFUSED(dsm_counter_new(NULL, 3, 3, nothing, NULL, &error));
    REFUSED(dsm_counter_places(NULL, NULL, NULL, &error));
    REFUSED(dsm_counter_finish(NULL, NULL, &error));
    dsm_counter_free(NULL);
    REFUSED(dsm_count_specification_indicator(NULL, nothing, nothing, nothing, &error));
    REFUSED(dsm_count_specification_case(NULL, nothing, &error));
    REFUSED(dsm_count_specification_links(NULL, nothing, nothing, &error));
    REFUSED(dsm_count_specification_filter(NULL, nothing, NULL, 3, &error));
    REFUSED(dsm_count_specification_codes(NULL, nothing, NULL, NULL, 3, &error));
    REFUSED(dsm_count_specification_days(NULL, nothing, NULL, 3, &error));
    REFUSED(dsm_count_specification_moments(NULL, nothing, NULL, 3, &error));
    REFUSED(dsm_count_specification_rules(NULL, nothing, NULL, 3, &error));
    REFUSED(dsm_counted_part(NULL, NULL, &error));
    (void)dsm_count_part_bytes(NULL);
    (void)dsm_count_part_length(NULL);
    dsm_count_part_free(NULL);
    REFUSED(dsm_counted_of_parts(NULL, NULL, NULL, 3, NULL, &error));
    REFUSED(dsm_counter_links_file(NULL, nothing, &error));
    REFUSED(dsm_counter_check_file(NULL, nothing, &error));
    REFUSED(dsm_counter_read_file(NULL, nothing, &error));
    REFUSED(dsm_counter_read_rows(NULL, NULL, 3, NULL, 3, &error));
    REFUSED(dsm_counter_read_copy(NULL, nothing, NULL, NULL, 3, NULL, NULL, &error));
    REFUSED(dsm_count_specification_new(nothing, nothing, nothing, NULL, &error));
    REFUSED(dsm_count_specification_read(nothing, nothing, NULL, &error));
    REFUSED(dsm_count_specification_declare(NULL, nothing, nothing, nothing, &error));
    REFUSED(dsm_count_specification_person(NULL, nothing, &error));
    REFUSED(dsm_count_specification_date(NULL, nothing, nothing, &error));
    REFUSED(dsm_count_specification_direction(NULL, nothing, NULL, 3, NULL, 3, &error));
    REFUSED(dsm_count_specification_interval(NULL, nothing, nothing, &error));
    REFUSED(dsm_count_specification_birth(NULL, nothing, &error));
    REFUSED(dsm_count_specification_dimension(NULL, nothing, nothing, nothing, &error));
    REFUSED(dsm_count_specification_age(NULL, nothing, nothing, NULL, 3, &error));
    REFUSED(dsm_count_specification_count(NULL, nothing, nothing, NULL, 3, NULL, 3, nothing, nothing, &error));
    (void)dsm_count_specification_column_count(NULL);
    (void)dsm_count_specification_column(NULL, 3);
    dsm_count_specification_free(NULL);
    REFUSED(dsm_count_statement_new(NULL, nothing, nothing, nothing, NULL, &error));
    (void)dsm_count_statement_sql(NULL);
    (void)dsm_count_statement_column_count(NULL);
    (void)dsm_count_statement_column(NULL, 3);
    REFUSED(dsm_count_statement_tables(NULL, NULL, 3, NULL, &error));
    dsm_count_statement_free(NULL);
#if defined(DSM_ARROW)
    REFUSED(dsm_counter_links_stream(NULL, NULL, &error));
#endif
#if defined(DSM_ARROW)
    REFUSED(dsm_counter_read_stream(NULL, NULL, &error));
#endif
    REFUSED(dsm_documentation_read(nothing, nothing, NULL, &error));
    (void)dsm_documentation_country(NULL);
    (void)dsm_documentation_indicator(NULL);
    (void)dsm_documentation_from(NULL);
    (void)dsm_documentation_until(NULL);
    (void)dsm_documentation_toml(NULL);
    (void)dsm_documentation_answer_count(NULL);
    (void)dsm_documentation_field(NULL, 3);
    (void)dsm_documentation_answer(NULL, nothing, nothing);
    dsm_documentation_free(NULL);
    REFUSED(dsm_documentations_read_report(NULL, 3, nothing, NULL, nothing, nothing, NULL, &error));
    (void)dsm_documentations_count(NULL);
    (void)dsm_documentations_at(NULL, 3);
    (void)dsm_documentations_finding_count(NULL);
    (void)dsm_documentations_finding(NULL, 3);
    dsm_documentations_free(NULL);
    (void)dsm_error_status(NULL);
    (void)dsm_error_code(NULL);
    (void)dsm_error_number(NULL);
    (void)dsm_error_name(NULL);
    (void)dsm_error_sentence(NULL, nothing);
    (void)dsm_error_remedy(NULL, nothing);
    (void)dsm_error_place(NULL);
    (void)dsm_error_finding_count(NULL);
    (void)dsm_error_finding(NULL, 3);
    dsm_error_free(NULL);
    REFUSED(dsm_table_check(NULL, nothing, NULL, &error));
    REFUSED(dsm_page_write_as(NULL, nothing, nothing, NULL, &error));
    (void)dsm_page_file_bytes(NULL);
    (void)dsm_page_file_length(NULL);
    dsm_page_file_free(NULL);
    REFUSED(dsm_structures_new(NULL, &error));
    REFUSED(dsm_structures_add(NULL, NULL, 3, nothing, &error));
    dsm_structures_free(NULL);
    REFUSED(dsm_message_read(NULL, 3, nothing, NULL, NULL, NULL, NULL, &error));
    REFUSED(dsm_message_convert(NULL, 3, nothing, NULL, nothing, nothing, nothing, nothing, NULL, &error));
    REFUSED(dsm_message_map(NULL, 3, nothing, NULL, NULL, nothing, nothing, nothing, nothing, NULL, &error));
    REFUSED(dsm_message_text(NULL, NULL, &error));
    (void)dsm_message_finding_count(NULL);
    (void)dsm_message_finding(NULL, 3);
    dsm_message_free(NULL);
    REFUSED(dsm_page_new(nothing, nothing, NULL, &error));
    REFUSED(dsm_page_lead(NULL, nothing, nothing, &error));
    REFUSED(dsm_page_section(NULL, nothing, NULL, &error));
    REFUSED(dsm_page_section_documented(NULL, nothing, NULL, NULL, 3, nothing, &error));
    REFUSED(dsm_page_refused(NULL, nothing, nothing, NULL, &error));
    REFUSED(dsm_page_source(NULL, nothing, nothing, &error));
    REFUSED(dsm_page_write(NULL, nothing, NULL, &error));
    dsm_page_free(NULL);
    REFUSED(dsm_table_write_message(NULL, nothing, nothing, nothing, nothing, nothing, NULL, &error));
    REFUSED(dsm_table_write_changes(NULL, NULL, nothing, nothing, nothing, nothing, nothing, NULL, &error));
    REFUSED(dsm_table_write_structures(NULL, nothing, nothing, nothing, nothing, nothing, NULL, &error));
    REFUSED(dsm_documentation_write_report(NULL, nothing, nothing, nothing, nothing, NULL, &error));
    REFUSED(dsm_specification_tidy(NULL, &error));
    REFUSED(dsm_specification_read(nothing, nothing, NULL, &error));
    REFUSED(dsm_specification_declare(NULL, nothing, nothing, nothing, &error));
    dsm_specification_free(NULL);
#if defined(DSM_XLSX)
    REFUSED(dsm_template_new(nothing, nothing, nothing, NULL, 3, nothing, NULL, NULL, &error));
#endif
#if defined(DSM_XLSX)
    REFUSED(dsm_template_new_questionnaire(NULL, 3, nothing, nothing, NULL, 3, nothing, NULL, 3, NULL, &error));
#endif
#if defined(DSM_XLSX)
    REFUSED(dsm_template_new_documentation(nothing, nothing, nothing, nothing, NULL, NULL, &error));
#endif
#if defined(DSM_XLSX)
    REFUSED(dsm_documentation_read_form(NULL, 3, nothing, NULL, NULL, &error));
#endif
#if defined(DSM_XLSX)
    REFUSED(dsm_template_marked(NULL, 3, nothing, NULL, &error));
#endif
#if defined(DSM_XLSX)
    (void)dsm_template_bytes(NULL);
#endif
#if defined(DSM_XLSX)
    (void)dsm_template_length(NULL);
#endif
#if defined(DSM_XLSX)
    dsm_template_free(NULL);
#endif
    REFUSED(dsm_translation_read(NULL, 3, nothing, NULL, NULL, &error));
    (void)dsm_translation_count(NULL);
    (void)dsm_translation_indicator(NULL, 3);
    REFUSED(dsm_translation_table(NULL, 3, NULL, &error));
    REFUSED(dsm_translation_check(NULL, 3, nothing, NULL, &error));
    (void)dsm_translation_finding_count(NULL);
    (void)dsm_translation_finding(NULL, 3);
    dsm_translation_free(NULL);
    REFUSED(dsm_table_write(NULL, nothing, nothing, NULL, &error));
    REFUSED(dsm_table_write_json_stat(NULL, nothing, nothing, NULL, &error));
    (void)dsm_finding_severity(NULL);
    (void)dsm_finding_code(NULL);
    (void)dsm_finding_number(NULL);
    (void)dsm_finding_name(NULL);
    (void)dsm_finding_sentence(NULL, nothing);
    (void)dsm_finding_remedy(NULL, nothing);
    (void)dsm_finding_place(NULL);
    (void)dsm_finding_struval(NULL);
    (void)dsm_findings_count(NULL);
    (void)dsm_findings_at(NULL, 3);
    dsm_findings_free(NULL);
    REFUSED(dsm_code_list_open(nothing, nothing, NULL, &error));
    (void)dsm_code_list_count(NULL);
    (void)dsm_code_list_exhaustive(NULL);
    (void)dsm_code_list_code(NULL, 3);
    (void)dsm_code_list_own_code(NULL, 3);
    (void)dsm_code_list_name(NULL, 3, nothing);
    (void)dsm_code_list_parent(NULL, 3);
    (void)dsm_code_list_valid_from(NULL, 3);
    (void)dsm_code_list_valid_until(NULL, 3);
    (void)dsm_code_list_successor_count(NULL, 3);
    (void)dsm_code_list_successor(NULL, 3, 3);
    REFUSED(dsm_code_list_find(NULL, nothing, NULL, &error));
    REFUSED(dsm_code_list_find_in(NULL, nothing, 3, 3, NULL, &error));
    REFUSED(dsm_code_list_named(NULL, nothing, nothing, NULL, &error));
    dsm_code_list_free(NULL);
    REFUSED(dsm_mapping_new(NULL, &error));
    REFUSED(dsm_mapping_add(NULL, nothing, nothing, &error));
    REFUSED(dsm_mapping_built_in(nothing, nothing, nothing, NULL, &error));
    (void)dsm_mapping_target(NULL, nothing);
    dsm_mapping_free(NULL);
    REFUSED(dsm_measure_parse(nothing, nothing, NULL, &error));
    REFUSED(dsm_measure_set(NULL, nothing, nothing, &error));
    (void)dsm_measure_property(NULL, nothing);
    dsm_measure_free(NULL);
#if defined(DSM_MECHANISM)
    REFUSED(dsm_mechanism_create(nothing, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_mechanism_open(nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_mechanism_verify(NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    dsm_mechanism_free(NULL);
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_mechanism_backup(NULL, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_mechanism_restore(nothing, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_mechanism_verify_receipt(NULL, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_why(NULL, nothing, nothing, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_decision_allowed(NULL);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_decision_rule_count(NULL);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_decision_code(NULL, 3);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_decision_sentence(NULL, 3, nothing);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_decision_remedy(NULL, 3, nothing);
#endif
#if defined(DSM_MECHANISM)
    dsm_decision_free(NULL);
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_document(NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_documentation(NULL, nothing, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_completeness(NULL, NULL, NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_history(NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_history_count(NULL);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_history_detail(NULL, 3, nothing);
#endif
#if defined(DSM_MECHANISM)
    dsm_history_free(NULL);
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_instruct(NULL, nothing, NULL, NULL, 3, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_new(nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_submission(nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_country(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_codes(NULL, nothing, NULL, 3, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_time(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_dimensions(NULL, NULL, 3, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_unit(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_as_of(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_query_totals(NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    dsm_query_free(NULL);
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_report_shipped(nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_report_from_toml(nothing, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_scope_new(NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_scope_indicator(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_scope_country(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_scope_time(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_scope_assume(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_report(NULL, NULL, NULL, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    dsm_report_free(NULL);
#endif
#if defined(DSM_MECHANISM)
    dsm_scope_free(NULL);
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_open(NULL, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_open_signed(NULL, nothing, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_public(NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_view(NULL, NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    dsm_session_free(NULL);
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_add_country(NULL, nothing, 3, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_add_user(NULL, nothing, NULL, 3, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_add_indicator(NULL, nothing, 3, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_define_indicator(NULL, nothing, nothing, 3, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_open_to(NULL, nothing, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_close_to(NULL, nothing, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_verify(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_return(NULL, nothing, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_release(NULL, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_release_protected(NULL, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_withdraw(NULL, nothing, nothing, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_submit(NULL, nothing, NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_submit_controlled(NULL, nothing, NULL, NULL, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_keep_draft(NULL, nothing, NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_submit_file(NULL, nothing, NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_submissions(NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_submissions_count(NULL);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_submissions_id(NULL, 3);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_submissions_indicator(NULL, 3);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_submissions_state(NULL, 3);
#endif
#if defined(DSM_MECHANISM)
    dsm_submissions_free(NULL);
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_rules(NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_notices(NULL, nothing, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_due(NULL, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    REFUSED(dsm_session_submission(NULL, nothing, nothing, NULL, &error));
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_lines_count(NULL);
#endif
#if defined(DSM_MECHANISM)
    (void)dsm_lines_value(NULL, 3, nothing, 3);
#endif
#if defined(DSM_MECHANISM)
    dsm_lines_free(NULL);
#endif
    REFUSED(dsm_table_whole_minus_part(NULL, nothing, nothing, nothing, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_net(NULL, NULL, NULL, NULL, &error));
    REFUSED(dsm_table_change(NULL, nothing, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_difference(NULL, NULL, NULL, NULL, &error));
    REFUSED(dsm_table_revision(NULL, NULL, NULL, NULL, &error));
    REFUSED(dsm_table_balance(NULL, NULL, 3, NULL, 3, NULL, NULL, NULL, &error));
    REFUSED(dsm_table_changed(NULL, NULL, NULL, NULL, &error));
    REFUSED(dsm_table_maximum(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_rank(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_top(NULL, nothing, 3, NULL, NULL, &error));
    REFUSED(dsm_table_compare(NULL, NULL, 3, nothing, NULL, 3, NULL, &error));
    REFUSED(dsm_table_first(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_last(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_mean(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_person_time(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_rolling_sum(NULL, 3, NULL, NULL, &error));
    REFUSED(dsm_table_moving_average(NULL, 3, NULL, NULL, &error));
    REFUSED(dsm_table_year_to_date(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_undo_year_to_date(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_annualize(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_mid_year(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_latest(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_disaggregate(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_share(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_ratio(NULL, NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_growth(NULL, nothing, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_index(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_standardize(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_weighted_mean(NULL, NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_median_bounds(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_crosswalk(NULL, nothing, NULL, NULL, NULL, &error));
    REFUSED(dsm_table_spread_unknown(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_to_persons(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_to_currency(NULL, nothing, NULL, NULL, &error));
    REFUSED(dsm_table_common_reporters(NULL, NULL, NULL, &error));
    REFUSED(dsm_table_sum(NULL, NULL, 3, NULL, NULL, &error));
    REFUSED(dsm_table_union(NULL, NULL, 3, NULL, NULL, &error));
    REFUSED(dsm_table_intersection(NULL, nothing, nothing, nothing, nothing, NULL, NULL, &error));
    REFUSED(dsm_protection_below(3, NULL, &error));
    REFUSED(dsm_protection_named(NULL, &error));
    REFUSED(dsm_protection_zeros(NULL, nothing, &error));
    REFUSED(dsm_protection_range(NULL, 3, &error));
    REFUSED(dsm_protection_also(NULL, NULL, 3, &error));
    REFUSED(dsm_protection_persons(NULL, NULL, &error));
    REFUSED(dsm_protection_group(NULL, nothing, &error));
    REFUSED(dsm_protection_dominance(NULL, nothing, NULL, 3, &error));
    REFUSED(dsm_protection_differences(NULL, &error));
    REFUSED(dsm_protection_never(NULL, NULL, NULL, 3, &error));
    REFUSED(dsm_protection_prefer(NULL, NULL, NULL, 3, &error));
    REFUSED(dsm_protection_accept_open(NULL, nothing, &error));
    REFUSED(dsm_protection_nothing_else(NULL, &error));
    dsm_protection_free(NULL);
    REFUSED(dsm_table_row(NULL, 3, NULL, &error));
    REFUSED(dsm_table_at(NULL, NULL, 3, NULL, &error));
    (void)dsm_row_kind(NULL);
    (void)dsm_row_code(NULL, 3);
    (void)dsm_row_figure(NULL);
    (void)dsm_row_statuses(NULL);
    (void)dsm_row_low(NULL);
    (void)dsm_row_high(NULL);
    (void)dsm_row_value(NULL);
    (void)dsm_row_standard_error(NULL);
    REFUSED(dsm_row_whole(NULL, NULL, &error));
    REFUSED(dsm_row_number(NULL, NULL, &error));
    dsm_row_free(NULL);
    REFUSED(dsm_stated_new(NULL, &error));
    REFUSED(dsm_stated_measure(NULL, NULL, &error));
    REFUSED(dsm_stated_concept(NULL, NULL, &error));
    REFUSED(dsm_stated_axis(NULL, NULL, &error));
    REFUSED(dsm_stated_vintage(NULL, nothing, &error));
    REFUSED(dsm_stated_making(NULL, nothing, &error));
    REFUSED(dsm_stated_absent(NULL, nothing, &error));
    REFUSED(dsm_stated_moments(NULL, nothing, &error));
    REFUSED(dsm_stated_value(NULL, nothing, &error));
    dsm_stated_free(NULL);
    REFUSED(dsm_table_copy(NULL, NULL, &error));
    (void)dsm_table_equal(NULL, NULL);
    REFUSED(dsm_table_slice(NULL, nothing, NULL, 3, NULL, &error));
    (void)dsm_table_length(NULL);
    (void)dsm_table_bytes(NULL);
    (void)dsm_table_measure(NULL);
    (void)dsm_table_concept(NULL);
    (void)dsm_table_vintage(NULL);
    (void)dsm_table_making(NULL);
    (void)dsm_table_absent(NULL);
    (void)dsm_table_note_count(NULL);
    (void)dsm_table_note(NULL, 3);
    (void)dsm_table_assumption_count(NULL);
    (void)dsm_table_assumption(NULL, 3);
    dsm_table_free(NULL);
    (void)dsm_table_axis_count(NULL);
    (void)dsm_table_axis_id(NULL, 3);
    (void)dsm_table_axis_kind(NULL, 3);
    (void)dsm_table_axis_membership(NULL, 3);
    (void)dsm_table_axis_exhaustive(NULL, 3);
    (void)dsm_table_axis_direction(NULL, 3);
    (void)dsm_table_axis_unknown(NULL, 3);
    (void)dsm_table_axis_parent(NULL, 3, nothing);
    (void)dsm_table_axis_total(NULL, 3, 3);
    (void)dsm_table_code_count(NULL, 3);
    (void)dsm_table_code(NULL, 3, 3);
    (void)dsm_text_string(NULL);
    dsm_text_free(NULL);
    (void)dsm_version();
    (void)dsm_version_number();
}
