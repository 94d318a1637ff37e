package io.esync.connectors.testkit;

import io.esync.operators.merge.CustomRule;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.merge.Stamp;
import io.esync.operators.model.DataType;
import io.esync.operators.model.Origin;
import io.esync.operators.model.SourceVersion;
import io.esync.operators.model.ValueCodec;
import io.esync.operators.model.Values;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * What a {@link CustomRule} must keep to, as far as it can be checked: it gives the same value for
 * the same candidates however often it is asked, whatever it was asked in between and whichever
 * objects stand for them; the value is of the field's type; nothing is thrown, and nothing of what
 * it is given is changed. For your own tests:
 *
 * <pre>{@code
 * FieldRuleLaws.check(new LongestDomain(), DataType.STRING, List.of("a@x.org", "b@mail.x.org"));
 * }</pre>
 */
public final class FieldRuleLaws {
  private static final int TRIES = 1_000;
  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final List<String> SOURCES = List.of("crm", "Aa", "BB", "billing", "web");

  private final CustomRule rule;
  private final DataType type;
  private final List<Object> values;

  private FieldRuleLaws(CustomRule rule, DataType type, List<?> values) {
    this.rule = rule;
    this.type = type;
    this.values = new ArrayList<>(values);
    this.values.add(null);
  }

  /**
   * Checks {@code rule} on 1,000 random sets of one to five candidates.
   *
   * @param type of the field, one that the rule fits
   * @param values some that fields of this type may have; NULL is tried as well
   * @throws AssertionError with the candidates for which it breaks a law
   */
  public static void check(CustomRule rule, DataType type, List<?> values) {
    new FieldRuleLaws(rule, type, values).check();
  }

  private void check() {
    require(
        rule.name() != null && SNAKE_CASE.matcher(rule.name()).matches(),
        "its name '" + rule.name() + "' is not in snake_case");
    require(rule.fits(type), "it does not fit " + type);
    Random random = new Random(0);
    List<FieldCandidate> before = candidates(random);
    for (int i = 0; i < TRIES; i++) {
      List<FieldCandidate> candidates = candidates(random);
      Object value = choose(candidates);
      require(fits(value), value + " is no value of " + type + " " + candidates);
      requireSame(value, choose(candidates), "asked again", candidates);
      choose(before);
      requireSame(value, choose(candidates), "asked after others", candidates);
      requireSame(value, choose(copies(candidates)), "asked of equal objects", candidates);
      before = candidates;
    }
  }

  private Object choose(List<FieldCandidate> candidates) {
    List<FieldCandidate> given = copies(candidates);
    Object value;
    try {
      value = rule.choose(type, Collections.unmodifiableList(given));
    } catch (RuntimeException e) {
      throw new AssertionError(describe("it throws " + e + " for " + candidates), e);
    }
    for (int i = 0; i < given.size(); i++) {
      require(given.get(i).agreesWith(candidates.get(i)), "it changes what it is given");
    }
    return value;
  }

  /** Strongest first: later ones first, an unknown time last. */
  private List<FieldCandidate> candidates(Random random) {
    List<String> sources = new ArrayList<>(SOURCES);
    Collections.shuffle(sources, random);
    List<FieldCandidate> candidates = new ArrayList<>();
    long time = 10;
    for (String source : sources.subList(0, 1 + random.nextInt(SOURCES.size()))) {
      time =
          time == Origin.UNKNOWN_TIME || random.nextInt(6) == 0
              ? Origin.UNKNOWN_TIME
              : time - random.nextInt(3);
      Object value = values.get(random.nextInt(values.size()));
      Stamp stamp = new Stamp(new SourceVersion(0, random.nextInt(9), 0), time);
      candidates.add(new FieldCandidate(source, type, value, stamp));
    }
    return candidates;
  }

  /** Other objects for the same candidates. */
  private List<FieldCandidate> copies(List<FieldCandidate> candidates) {
    List<FieldCandidate> copies = new ArrayList<>();
    for (FieldCandidate candidate : candidates) {
      Object value =
          candidate.value() == null ? null : read(ValueCodec.bytes(type, candidate.value()));
      copies.add(new FieldCandidate(candidate.source(), type, value, candidate.stamp()));
    }
    return copies;
  }

  private Object read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return ValueCodec.read(type, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether what is written as a value of the type is read back as it was. */
  private boolean fits(Object value) {
    try {
      return value == null || Values.equal(value, read(ValueCodec.bytes(type, value)));
    } catch (ClassCastException | UncheckedIOException e) {
      return false;
    }
  }

  private void requireSame(Object one, Object other, String when, List<FieldCandidate> candidates) {
    require(
        Values.equal(one, other),
        "it says " + one + ", and " + when + " " + other + ", for " + candidates);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(describe(otherwise));
    }
  }

  private String describe(String what) {
    return rule.getClass().getName() + ": " + what;
  }
}
