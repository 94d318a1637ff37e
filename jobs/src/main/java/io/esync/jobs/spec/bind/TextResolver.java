package io.esync.jobs.spec.bind;

import static io.esync.jobs.spec.bind.References.REFERENCE;

import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/** Puts values in the place of references, and keeps those values out of messages. */
final class TextResolver {
  private final References references;
  private final Problems problems;
  private final Set<String> values = new LinkedHashSet<>();
  private boolean kept;

  TextResolver(References references, Problems problems) {
    this.references = references;
    this.problems = problems;
  }

  static boolean hasReference(String text) {
    return REFERENCE.matcher(text).find();
  }

  static boolean hasDefault(String text) {
    return REFERENCE.matcher(text).results().anyMatch(r -> r.group(1).contains(References.DEFAULT));
  }

  /** The text with all references replaced; empty, with a problem for each, where one is wrong. */
  Optional<String> resolve(ScalarNode node) {
    StringBuilder text = new StringBuilder();
    boolean whole = true;
    Matcher matcher = REFERENCE.matcher(node.text());
    while (matcher.find()) {
      String value = valueOf(matcher.group(1), node);
      whole &= value != null;
      matcher.appendReplacement(text, Matcher.quoteReplacement(value == null ? "" : value));
    }
    matcher.appendTail(text);
    return whole ? Optional.of(text.toString()) : Optional.empty();
  }

  /**
   * The text for an option that is no text, such as a number: where references are kept, their
   * defaults take their place.
   */
  Optional<String> resolveToValue(ScalarNode node) {
    return resolve(node)
        .map(text -> REFERENCE.matcher(text).replaceAll(TextResolver::keptDefault))
        .filter(text -> !hasReference(text));
  }

  private static String keptDefault(MatchResult kept) {
    int at = kept.group(1).indexOf(References.DEFAULT);
    return Matcher.quoteReplacement(
        at < 0 ? kept.group() : kept.group(1).substring(at + References.DEFAULT.length()));
  }

  private String valueOf(String reference, ScalarNode node) {
    if (!reference.matches("env:[A-Za-z_][A-Za-z0-9_]*(:-.*)?|file:.+")) {
      problems.add(
          node, "expected a reference ${env:NAME}, ${env:NAME:-default} or ${file:/path}", "");
      return null;
    }
    References.Lookup lookup = references.lookup(reference);
    if (lookup.value().isPresent()) {
      values.add(lookup.value().get());
      return lookup.value().get();
    }
    if (lookup.problem().isEmpty()) {
      kept = true;
      return "${" + reference + "}";
    }
    problems.add(node, lookup.problem(), "");
    return null;
  }

  /**
   * Whether one of these bound values holds a reference that was kept as it is. Secrets do not
   * count: what they hold is nobody's to judge.
   */
  boolean keptIn(Object[] values) {
    return kept && Arrays.stream(values).anyMatch(value -> hasReference(String.valueOf(value)));
  }

  /** The message with no value of a reference in it. */
  String mask(String message) {
    String masked = message;
    for (String value : values) {
      if (!value.isBlank()) {
        masked = masked.replace(value, "******");
      }
    }
    return masked;
  }
}
