package io.esync.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.esync.jobs.demo.ExpectedWarehouse.Played;
import io.esync.jobs.demo.ExpectedWarehouse.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectedWarehouseTest {
  private static final Instant CONTACT = Instant.parse("2025-05-05T05:05:05Z");
  private static final BigDecimal BALANCE = new BigDecimal("12.50");
  private static final CrmCustomer CRM = new CrmCustomer(1, "Ada", "ada@crm", "+49", "DE", CONTACT);
  private static final BillingAccount BILLING =
      new BillingAccount(1, "A. Abe", "ada@billing", "team", BALANCE);
  private static final Played NOTHING = new Played(Map.of(), Set.of(), Map.of());

  @Test
  void the_crm_provides_what_both_have_while_nobody_has_written() {
    assertThat(expected(NOTHING))
        .containsExactly(
            Map.entry(
                1L,
                new Customer(
                    1, "Ada", "ada@crm", "+49", "DE", CONTACT, "team", BALANCE, null, null)));
  }

  @Test
  void an_email_address_is_of_whom_changed_it_last_and_nothing_else_with_it() {
    Played byBilling = new Played(Map.of(1L, Side.BILLING), Set.of(), Map.of());

    assertThat(expected(byBilling))
        .containsExactly(
            Map.entry(
                1L,
                new Customer(
                    1, "Ada", "ada@billing", "+49", "DE", CONTACT, "team", BALANCE, null, null)));
    assertThat(expected(byBilling.picked(1, Side.CRM))).isEqualTo(expected(NOTHING));
  }

  @Test
  void a_customer_of_one_system_lacks_what_only_the_other_has() {
    assertThat(ExpectedWarehouse.of(Map.of(1L, CRM), Map.of(), List.of(), NOTHING))
        .containsValue(
            new Customer(1, "Ada", "ada@crm", "+49", "DE", CONTACT, null, null, null, null));
    assertThat(ExpectedWarehouse.of(Map.of(), Map.of(1L, BILLING), List.of(), NOTHING))
        .containsValue(
            new Customer(
                1, "A. Abe", "ada@billing", null, null, null, "team", BALANCE, null, null));
  }

  @Test
  void a_customer_was_seen_at_the_latest_time_and_has_the_last_word_on_newsletters() {
    Instant later = CONTACT.plusSeconds(1);
    List<ShopEvent> events =
        List.of(new ShopEvent(1, later, true), new ShopEvent(1, CONTACT, false));

    assertThat(ExpectedWarehouse.of(Map.of(1L, CRM), Map.of(), events, NOTHING))
        .containsValue(
            new Customer(1, "Ada", "ada@crm", "+49", "DE", CONTACT, null, null, later, false));
  }

  @Test
  void a_customer_whose_last_change_is_a_delete_is_gone_though_one_system_has_it() {
    Played deleted = new Played(Map.of(), Set.of(1L), Map.of());

    assertThat(ExpectedWarehouse.of(Map.of(), Map.of(1L, BILLING), List.of(), deleted)).isEmpty();
  }

  @Test
  void a_customer_whose_change_was_held_back_stays_as_it_was() {
    Customer before = new Customer(1, "Ada", null, null, null, null, null, null, null, null);

    assertThat(expected(new Played(Map.of(), Set.of(), Map.of(1L, before))))
        .containsExactly(Map.entry(1L, before));
  }

  @Test
  void a_comparison_names_what_is_missing_extra_and_different() {
    Map<Long, Customer> expected = Map.of(1L, named(1, "a"), 2L, named(2, "b"), 3L, named(3, "c"));
    Map<Long, Customer> actual = Map.of(1L, named(1, "a"), 3L, named(3, "x"), 4L, named(4, "d"));

    Comparison comparison = Comparison.of(expected, actual);

    assertThat(comparison.compared()).isEqualTo(4);
    assertThat(comparison.differences())
        .hasSize(3)
        .satisfiesExactly(
            missing -> assertThat(missing).startsWith("customer 2 is missing"),
            different -> assertThat(different).startsWith("customer 3 should be"),
            extra -> assertThat(extra).startsWith("customer 4 should not be there"));
  }

  private static Map<Long, Customer> expected(Played played) {
    return ExpectedWarehouse.of(Map.of(1L, CRM), Map.of(1L, BILLING), List.of(), played);
  }

  private static Customer named(long id, String name) {
    return new Customer(id, name, null, null, null, null, null, null, null, null);
  }
}
