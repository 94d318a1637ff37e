package io.esync.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CustomerGeneratorTest {
  private static final long CUSTOMERS = 10_000;

  private final CustomerGenerator generator = new CustomerGenerator(360);

  @Test
  void a_customer_depends_on_the_seed_and_its_number_alone() {
    CustomerGenerator backwards = new CustomerGenerator(360);

    List<Optional<CrmCustomer>> there =
        LongStream.rangeClosed(1, 100).mapToObj(generator::crm).toList();
    List<Optional<CrmCustomer>> back =
        new ArrayList<>(
            LongStream.rangeClosed(1, 100).mapToObj(id -> backwards.crm(101 - id)).toList());
    Collections.reverse(back);

    assertThat(back).isEqualTo(there);
    assertThat(new CustomerGenerator(361).crm(1)).isNotEqualTo(generator.crm(1));
  }

  @Test
  void every_customer_is_known_to_a_system_and_most_to_both() {
    long crm = ids().filter(id -> generator.crm(id).isPresent()).count();
    long billing = ids().filter(id -> generator.billing(id).isPresent()).count();

    assertThat(crm).isEqualTo(CUSTOMERS - CUSTOMERS / 50);
    assertThat(billing).isEqualTo(CUSTOMERS - CUSTOMERS / 20);
    assertThat(ids().filter(id -> known(id) == 0)).isEmpty();
  }

  @Test
  void the_systems_disagree_about_one_customer_in_500_and_about_nothing_else() {
    List<Long> rivals =
        ids().filter(id -> known(id) == 2).filter(this::emailsDiffer).boxed().toList();

    assertThat(rivals).hasSize((int) CUSTOMERS / 500).allMatch(CustomerGenerator::hasOldEmail);
    assertThat(ids().filter(id -> known(id) == 2))
        .allMatch(
            id -> generator.crm(id).get().fullName().equals(generator.billing(id).get().holder()));
  }

  @Test
  void the_customers_of_the_script_are_known_to_both_and_agree() {
    assertThat(LongStream.rangeClosed(ChangeScript.BILLING_WINS, ChangeScript.MALFORMED).boxed())
        .allMatch(id -> known(id) == 2 && !emailsDiffer(id));
  }

  private boolean emailsDiffer(long id) {
    return !generator.crm(id).get().email().equals(generator.billing(id).get().invoiceEmail());
  }

  private int known(long id) {
    return (generator.crm(id).isPresent() ? 1 : 0) + (generator.billing(id).isPresent() ? 1 : 0);
  }

  private static LongStream ids() {
    return LongStream.rangeClosed(1, CUSTOMERS);
  }
}
