package io.esync.jobs.demo;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the warehouse must hold: the rules of {@code pipelines/customer-360.yaml}, written down once
 * more for these systems alone, out of their rows and of who is known to have written last. It
 * shares no code with the engine, so that the two can only agree by both being right.
 */
final class ExpectedWarehouse {
  private ExpectedWarehouse() {}

  /** A system that customers are kept in. */
  enum Side {
    CRM,
    BILLING
  }

  /**
   * What is known of the changes since the first copy.
   *
   * @param emailBy whose email address of a customer holds: of the system that changed it last, or
   *     that a reviewer picked; not named: nobody did
   * @param deleted customers whose last change was a delete
   * @param heldBack customers whose last change could not go through, as they were before it
   */
  record Played(Map<Long, Side> emailBy, Set<Long> deleted, Map<Long, Customer> heldBack) {
    Played {
      emailBy = Map.copyOf(emailBy);
      deleted = Set.copyOf(deleted);
      heldBack = Map.copyOf(heldBack);
    }

    /** The same for a target that takes the change of this customer. */
    Played taking(long customer) {
      Map<Long, Customer> others = new HashMap<>(heldBack);
      others.remove(customer);
      return new Played(emailBy, deleted, others);
    }

    /** The same after a reviewer has picked the email address of {@code system}. */
    Played picked(long customer, Side system) {
      Map<Long, Side> decided = new HashMap<>(emailBy);
      decided.put(customer, system);
      return new Played(decided, deleted, heldBack);
    }
  }

  /** The customers by id. */
  static Map<Long, Customer> of(
      Map<Long, CrmCustomer> crm,
      Map<Long, BillingAccount> billing,
      List<ShopEvent> events,
      Played played) {
    Map<Long, List<ShopEvent>> shopping =
        events.stream().collect(Collectors.groupingBy(ShopEvent::customerId));
    Set<Long> ids = new HashSet<>(crm.keySet());
    ids.addAll(billing.keySet());
    ids.removeAll(played.deleted());
    Map<Long, Customer> customers = new HashMap<>();
    for (long id : ids) {
      // Nobody has changed it since the first copy: the CRM has priority.
      Side email = played.emailBy().getOrDefault(id, Side.CRM);
      Customer customer = merged(crm.get(id), billing.get(id), email);
      customers.put(id, seen(customer, shopping.getOrDefault(id, List.of())));
    }
    customers.putAll(played.heldBack());
    return customers;
  }

  /** One customer out of what the systems say, of which one may say nothing. */
  static Customer merged(CrmCustomer crm, BillingAccount billing, Side emailBy) {
    if (crm == null) {
      return new Customer(
          billing.customerNo(),
          billing.holder(),
          billing.invoiceEmail(),
          null,
          null,
          null,
          billing.plan(),
          billing.balance(),
          null,
          null);
    }
    boolean byBilling = billing != null && emailBy == Side.BILLING;
    return new Customer(
        crm.id(),
        crm.fullName(),
        byBilling ? billing.invoiceEmail() : crm.email(),
        crm.phone(),
        crm.country(),
        crm.lastContactAt(),
        billing == null ? null : billing.plan(),
        billing == null ? null : billing.balance(),
        null,
        null);
  }

  /** The customer with what events say: the latest time of all, the last word on newsletters. */
  private static Customer seen(Customer customer, List<ShopEvent> events) {
    if (events.isEmpty()) {
      return customer;
    }
    return new Customer(
        customer.id(),
        customer.name(),
        customer.email(),
        customer.phone(),
        customer.country(),
        customer.lastContact(),
        customer.plan(),
        customer.balance(),
        events.stream().map(ShopEvent::seenAt).max(Comparator.naturalOrder()).orElseThrow(),
        events.get(events.size() - 1).newsletter());
  }
}
