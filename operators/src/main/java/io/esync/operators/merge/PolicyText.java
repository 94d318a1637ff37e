package io.esync.operators.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A policy as text: all that can change a result, one setting to the line. Equal policies give
 * equal texts, in whatever order their sets and maps happen to be; different ones different texts.
 */
final class PolicyText {
  private final List<String> lines = new ArrayList<>();

  private PolicyText() {}

  /**
   * @param sources of the entity; they count where reviews expire, which all sources are awaited
   *     for
   */
  static String of(MergePolicy policy, Collection<String> sources) {
    PolicyText text = new PolicyText();
    text.add("strategy", policy.strategy());
    if (policy instanceof EntityPolicy entity) {
      text.add(entity);
      if (entity.review() != null) {
        text.add(entity.review(), sources);
      }
    }
    return String.join("\n", text.lines);
  }

  private void add(EntityPolicy policy) {
    add("grain", policy.grain().name());
    add("priority", policy.order().priority().toString());
    add("default", policy.rules().otherwise().text());
    new TreeMap<>(policy.rules().rules())
        .forEach((field, rule) -> add("field " + field, rule.text()));
    new TreeMap<>(policy.rules().follows())
        .forEach((field, leader) -> add("field " + field, "with " + leader));
    if (!policy.required().isEmpty()) {
      add("required", policy.required().toString());
    }
    add("deletes", policy.deletion().rule().name());
    add("owner", policy.deletion().owner());
    add("revive", policy.deletion().revive().name());
    if (policy.deletion().marks() != null) {
      add("flag", policy.deletion().marks().flag());
      add("time", policy.deletion().marks().time());
    }
  }

  private void add(ReviewPolicy review, Collection<String> sources) {
    add("review", new TreeSet<>(review.fields()).toString());
    add("when", review.when().toString());
    add("pending", review.pending().name());
    if (review.expiresAfter() != null) {
      add("expires", review.expiresAfter().toString());
      add("fallback", review.fallback().text());
      add("sources", new TreeSet<>(sources).toString());
    }
  }

  private void add(String name, String value) {
    if (value != null) {
      lines.add(name + ": " + value.replace("\\", "\\\\").replace("\n", "\\n"));
    }
  }
}
