package io.esync.operators.merge;

import static java.util.Collections.frequency;
import static java.util.Comparator.comparing;

import io.esync.operators.merge.PlainPolicy.PlainRule;
import io.esync.operators.merge.ReferenceTable.Claim;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The merge said in another way: it is given all changes at once, replays each source's table, and
 * asks the tables. It shares no code with the merge and is as plain and slow as can be.
 */
public final class ReferenceMerge {
  private static final long UNKNOWN = Origin.UNKNOWN_TIME;

  /** Of short texts and NULL. */
  private static final Comparator<Object> BY_BYTES =
      Comparator.nullsFirst(
          comparing((Object text) -> text.toString().length()).thenComparing(Object::toString));

  private ReferenceMerge() {}

  /** What the entity looks like, fields that are NULL left out; null where it does not exist. */
  public static Map<String, Object> resolve(
      List<List<ChangeRecord>> histories, PlainPolicy policy) {
    List<ReferenceTable> tables =
        histories.stream().filter(list -> !list.isEmpty()).map(ReferenceTable::new).toList();
    List<ReferenceTable> alive = new ArrayList<>(tables);
    List<ReferenceTable> dead = new ArrayList<>(tables);
    alive.removeIf(t -> t.everRemoved && !(policy.anyRevives() ? t.written : t.full));
    dead.removeAll(alive);
    dead.removeIf(table -> !table.deletes); // what was withdrawn says nothing
    long deletedAt = dead.stream().mapToLong(table -> table.deletedAt).max().orElse(UNKNOWN);
    boolean soft = policy.deletes().equals("soft");
    switch (policy.deletes()) {
      case "any-source" -> alive.removeIf(table -> !dead.isEmpty());
      case "owner-only" ->
          alive.removeIf(t -> dead.stream().anyMatch(d -> d.source.equals(policy.owner())));
      case "latest", "soft" ->
          alive.removeIf(table -> !dead.isEmpty() && claimedAt(table, policy) <= deletedAt);
      default -> {} // all-sources
    }
    boolean gone = alive.isEmpty();
    Map<String, Object> row = row(gone && soft ? tables : alive, gone, policy);
    if (policy.required().stream().anyMatch(field -> row.get(field) == null)) {
      return null;
    }
    if (soft && !row.isEmpty()) {
      row.put("deleted", gone);
      row.put(
          "deleted_at",
          gone && deletedAt != UNKNOWN ? Instant.EPOCH.plus(deletedAt, ChronoUnit.MICROS) : null);
    }
    row.values().removeIf(Objects::isNull);
    return row.isEmpty() ? null : row;
  }

  private static long claimedAt(ReferenceTable table, PlainPolicy policy) {
    return policy.anyRevives() ? table.writtenAt : table.full ? table.fullAt : UNKNOWN;
  }

  private static Map<String, Object> row(
      List<ReferenceTable> tables, boolean gone, PlainPolicy policy) {
    Map<String, List<Claim>> claims = new TreeMap<>();
    for (ReferenceTable table : tables) {
      table
          .claims(gone, policy.byField())
          .forEach(
              (field, claim) -> claims.computeIfAbsent(field, f -> new ArrayList<>()).add(claim));
    }
    List<String> priority = policy.priority();
    claims
        .values()
        .forEach(
            list ->
                list.sort(
                    comparing(Claim::time)
                        .reversed()
                        .thenComparing(claim -> !priority.contains(claim.source()))
                        .thenComparing(claim -> priority.indexOf(claim.source()))
                        .thenComparing(Claim::source)));
    Map<String, Object> row = new TreeMap<>();
    for (String field : claims.keySet()) {
      String leader = policy.follows().getOrDefault(field, field);
      List<Claim> leading = claims.getOrDefault(leader, List.of(computed(null)));
      Claim winner = decide(leading, policy.rule(leader));
      boolean follows = !leader.equals(field);
      row.put(
          field,
          (follows
                  ? from(List.of(winner.source()), claims.get(field)).orElse(computed(null))
                  : winner)
              .value());
    }
    return row;
  }

  private static Claim decide(List<Claim> claims, PlainRule rule) {
    Claim strongest = claims.get(0);
    List<Claim> valued = claims.stream().filter(claim -> claim.value() != null).toList();
    return switch (rule.name()) {
      case "latest" -> strongest;
      case "earliest" ->
          claims.stream()
              .filter(c -> c.time() != UNKNOWN)
              .min(comparing(Claim::time))
              .orElse(strongest);
      case "first_non_null" -> valued.stream().findFirst().orElse(strongest);
      case "owner" -> from(rule.sources(), claims).orElse(computed(null));
      case "trusted" -> {
        List<Claim> fresh = valued.stream().filter(c -> counts(c, valued.get(0), rule)).toList();
        yield from(rule.sources(), fresh).orElse(fresh.isEmpty() ? strongest : fresh.get(0));
      }
      case "min" -> valued.stream().min(ReferenceMerge::compare).orElse(strongest);
      case "max" -> valued.stream().max(ReferenceMerge::compare).orElse(strongest);
      case "longest" ->
          valued.stream().max(comparing(c -> c.value().toString().length())).orElse(strongest);
      case "most_frequent" ->
          valued.stream()
              .max(comparing(c -> frequency(values(valued), c.value())))
              .orElse(strongest);
      case "sum" ->
          computed(valued.stream().map(c -> (Long) c.value()).reduce(Math::addExact).orElse(null));
      case "union" -> {
        TreeSet<Object> set = new TreeSet<>(BY_BYTES);
        valued.forEach(claim -> set.addAll((List<?>) claim.value()));
        yield computed(valued.isEmpty() ? null : new ArrayList<>(set));
      }
      default -> throw new IllegalArgumentException(rule.name());
    };
  }

  private static Optional<Claim> from(List<String> sources, List<Claim> claims) {
    return sources.stream()
        .flatMap(source -> claims.stream().filter(claim -> claim.source().equals(source)))
        .findFirst();
  }

  /** Whether a value is not older than the newest of all by more than the rule allows. */
  private static boolean counts(Claim claim, Claim newest, PlainRule rule) {
    return rule.unlessNewerBy() == null
        || newest.time() == UNKNOWN
        || (claim.time() != UNKNOWN && newest.time() - claim.time() <= rule.unlessNewerBy());
  }

  @SuppressWarnings("unchecked") // the values of one field are of one class
  private static int compare(Claim left, Claim right) {
    return ((Comparable<Object>) left.value()).compareTo(right.value());
  }

  private static List<Object> values(List<Claim> claims) {
    return claims.stream().map(Claim::value).toList();
  }

  private static Claim computed(Object value) {
    return new Claim("", value, UNKNOWN);
  }

  /** What a table shows of {@code row}. */
  public static Map<String, Object> shown(Row row) {
    return Shown.of(row);
  }
}
