package io.esync.jobs.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Invents customers. Each depends on its number and the seed alone, so that any of them can be
 * asked for again, in any order.
 *
 * <p>One in 50 is known to billing alone and one in 20 to the CRM alone. One in 500 has an old
 * address in billing, which is a conflict from the start.
 */
final class CustomerGenerator {
  private static final List<String> FIRST =
      List.of(
          "Ada",
          "Bruno",
          "Chiara",
          "Dmitri",
          "Elif",
          "Femi",
          "Grace",
          "Hiro",
          "Inês",
          "Jürgen",
          "Khadija",
          "Léa",
          "Mateo",
          "Nora",
          "Oluwaseun",
          "Priya",
          "Quentin",
          "Rosa",
          "Søren",
          "Tuğba");
  private static final List<String> LAST =
      List.of(
          "Abe",
          "Bianchi",
          "Costa",
          "Dubois",
          "Eriksen",
          "Fischer",
          "García",
          "Haddad",
          "Ivanova",
          "Jensen",
          "Kowalski",
          "Larsson",
          "Müller",
          "Nguyen",
          "Okafor",
          "Petrov",
          "Quispe",
          "Rossi",
          "Sato",
          "Yılmaz");
  private static final List<String> COUNTRIES =
      List.of("BR", "DE", "DK", "ES", "FR", "GB", "IN", "IT", "JP", "NG", "PL", "SE", "TR", "US");
  private static final List<String> PLANS = List.of("free", "starter", "team", "enterprise");
  private static final Instant FIRST_CONTACT = Instant.parse("2024-01-01T00:00:00Z");
  private static final long SECONDS_OF_TWO_YEARS = 63_072_000;
  private static final long CENTS = 500_000;
  private static final long SHOPPERS = 7;

  private final long seed;

  CustomerGenerator(long seed) {
    this.seed = seed;
  }

  /** What the CRM knows of customer {@code id}, which counts from 1. */
  Optional<CrmCustomer> crm(long id) {
    if (id % 50 == 0) {
      return Optional.empty();
    }
    String phone =
        random(id, 4) % 10 == 0 ? null : "+" + (10_000_000_000L + random(id, 5) % 89_999_999_999L);
    Instant contact =
        random(id, 6) % 5 == 0
            ? null
            : FIRST_CONTACT.plusSeconds(random(id, 7) % SECONDS_OF_TWO_YEARS);
    return Optional.of(
        new CrmCustomer(
            id, name(id), email(id, "example.com"), phone, pick(COUNTRIES, id, 8), contact));
  }

  /** What billing knows of customer {@code id}. */
  Optional<BillingAccount> billing(long id) {
    if (id % 20 == 1) {
      return Optional.empty();
    }
    String email = email(id, hasOldEmail(id) ? "old.example.net" : "example.com");
    BigDecimal balance = BigDecimal.valueOf(random(id, 9) % CENTS - CENTS / 5, 2);
    return Optional.of(new BillingAccount(id, name(id), email, pick(PLANS, id, 10), balance));
  }

  /** What the customer did in the shop before; one in {@value #SHOPPERS} uses it. */
  Optional<ShopEvent> event(long id) {
    if (id % SHOPPERS != 0) {
      return Optional.empty();
    }
    Instant seen = FIRST_CONTACT.plusSeconds(random(id, 11) % SECONDS_OF_TWO_YEARS);
    return Optional.of(new ShopEvent(id, seen, random(id, 12) % 2 == 0));
  }

  /** Whether billing has another address than the CRM. */
  static boolean hasOldEmail(long id) {
    return id % 500 == 3;
  }

  private String name(long id) {
    return pick(FIRST, id, 1) + " " + pick(LAST, id, 2);
  }

  private static String email(long id, String domain) {
    return String.format(Locale.ROOT, "customer%d@%s", id, domain);
  }

  private String pick(List<String> from, long id, int use) {
    return from.get((int) (random(id, use) % from.size()));
  }

  /** A number from 0 to 2⁶²: SplitMix64 of the seed, the customer and what it is used for. */
  private long random(long id, int use) {
    long z = seed + (id * 16 + use) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> 2;
  }
}
