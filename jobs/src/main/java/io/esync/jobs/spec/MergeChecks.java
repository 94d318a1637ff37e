package io.esync.jobs.spec;

import io.esync.jobs.spec.MergeSpec.Deletes;
import io.esync.jobs.spec.MergeSpec.Strategy;
import io.esync.jobs.spec.bind.OptionDeclaration;
import io.esync.jobs.spec.tree.ListNode;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Node;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.model.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether an entity can be merged as its {@code merge} says. */
final class MergeChecks {
  private static final List<String> BY_FIELD = List.of("default", "fields", "review");
  private static final List<String> WITH_STATE =
      List.of("deletes", "owner", "soft", "revive", "lateness", "retention");

  private final MapNode entity;
  private final MapNode merge;
  private final Problems problems;
  private final NameChecks names;
  private final DeclaredFields fields;
  private final List<String> sources;

  MergeChecks(MapNode entity, Problems problems, NameChecks names) {
    this.entity = entity;
    this.merge = entity.map("merge").orElse(MapNode.empty(entity.place(), entity.pathOf("merge")));
    this.problems = problems;
    this.names = names;
    this.fields = DeclaredFields.of(entity);
    this.sources =
        entity.maps("from").stream()
            .flatMap(stream -> stream.scalar("source").stream())
            .map(ScalarNode::text)
            .distinct()
            .toList();
  }

  void run() {
    checkStrategy();
    names.unique(merge.scalars("priority"));
    merge.scalars("priority").forEach(this::checkSource);
    merge.scalar("owner").ifPresent(this::checkSource);
    checkMarks();
    strategy()
        .ifPresent(
            strategy -> {
              if (strategy.isByField()) {
                RuleChecks rules = new RuleChecks(merge, fields, problems, this::checkSource);
                rules.run();
                new ReviewChecks(merge, strategy, fields, rules, problems, names).run();
              } else {
                refuse(strategy);
              }
            });
  }

  /** Empty where it is missing though it is needed, and where it is none. */
  private Optional<Strategy> strategy() {
    Optional<ScalarNode> given = merge.scalar("strategy");
    if (given.isEmpty()) {
      return entity.maps("from").size() > 1 ? Optional.empty() : Optional.of(Strategy.REPLICATE);
    }
    return Arrays.stream(Strategy.values())
        .filter(strategy -> strategy.text().equals(given.get().text()))
        .findFirst();
  }

  private void checkStrategy() {
    int streams = entity.maps("from").size();
    Optional<Strategy> strategy = strategy();
    if (streams > 1 && merge.scalar("strategy").isEmpty()) {
      problems.add(
          merge.place(),
          merge.pathOf("strategy"),
          "required where an entity has several 'from'",
          "strategy: " + Strategy.LAST_WRITE_WINS.text());
    } else if (streams > 1 && strategy.equals(Optional.of(Strategy.REPLICATE))) {
      problems.add(
          merge.scalar("strategy").orElseThrow(),
          "replicate takes one 'from', here are " + streams,
          "use " + Strategy.LAST_WRITE_WINS.text());
    } else if (!strategy.equals(Optional.of(Strategy.REPLICATE))
        && fields.key().isEmpty()
        && !(entity.get("key").orElse(null) instanceof ScalarNode)) {
      problems.add(
          entity.place(),
          entity.pathOf("key"),
          "required and missing: only replicate can take the source's primary key",
          "e.g. key: [customer_id]");
    }
  }

  /** Reports what means nothing to a strategy without rules of fields. */
  private void refuse(Strategy strategy) {
    boolean replicates = strategy == Strategy.REPLICATE;
    merge
        .get("priority")
        .filter(node -> replicates && node instanceof ListNode)
        .ifPresent(
            node -> problems.add(node, "replicate has one source and no priority", "take it out"));
    if (replicates) {
      given(WITH_STATE)
          .forEach(
              node ->
                  problems.add(
                      node,
                      "replicate passes everything on as it comes and stores nothing",
                      "take it out, or use " + Strategy.LAST_WRITE_WINS.text()));
    }
    given(BY_FIELD)
        .forEach(
            node ->
                problems.add(
                    node,
                    strategy.text() + " takes rows as a whole and has no rules for fields",
                    "take it out, or use " + Strategy.FIELD_LEVEL.text()));
  }

  private Stream<Node> given(List<String> keys) {
    return keys.stream().flatMap(key -> merge.get(key).stream());
  }

  private void checkSource(ScalarNode source) {
    if (!sources.contains(source.text())) {
      problems.add(
          source,
          "the entity reads no source '" + source.text() + "'",
          NearestName.hint(source.text(), sources));
    }
  }

  private void checkMarks() {
    Optional<ScalarNode> deletes = merge.scalar("deletes");
    if (deletes.isEmpty() || !deletes.get().text().equals(OptionDeclaration.textOf(Deletes.SOFT))) {
      return;
    }
    MapNode soft = merge.map("soft").orElse(MapNode.empty(merge.place(), merge.pathOf("soft")));
    checkMark(soft, "flag", SoftSpec.DEFAULT.flag(), deletes.get());
    checkMark(soft, "time", SoftSpec.DEFAULT.time(), deletes.get());
  }

  private void checkMark(MapNode soft, String key, String otherwise, Node deletes) {
    Optional<ScalarNode> given = soft.scalar(key);
    String mark = given.map(ScalarNode::text).orElse(otherwise);
    given.ifPresent(names::snakeCase);
    boolean taken =
        fields.types().containsKey(mark)
            || entity.maps("from").stream()
                .flatMap(stream -> stream.map("map").stream())
                .anyMatch(map -> fields.isEmpty() && map.entries().containsKey(mark));
    if (taken) {
      problems.add(
          given.map(Node.class::cast).orElse(deletes),
          "the mark '" + mark + "' of soft deletes is a field of the entity",
          "name another, e.g. soft: {" + key + ": is_" + mark + "}");
    }
  }
}
