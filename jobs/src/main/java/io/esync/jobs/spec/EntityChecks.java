package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Node;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.model.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The rules between the parts of one entity. */
final class EntityChecks {
  private static final String RESERVED_PREFIX = "esync_";

  private final MapNode entity;
  private final Problems problems;
  private final NameChecks names;
  private final List<MapNode> from;
  private final List<ScalarNode> key;

  EntityChecks(MapNode entity, Problems problems, NameChecks names) {
    this.entity = entity;
    this.problems = problems;
    this.names = names;
    this.from = entity.maps("from");
    this.key = entity.scalars("key");
  }

  void run() {
    checkNames();
    checkKey();
    from.forEach(this::checkStream);
    from.forEach(this::checkMap);
    from.forEach(stream -> new ExpressionChecks(stream, problems).run());
    new ContractChecks(entity, problems).run();
    checkSources();
    names.unique(entity.maps("to"), "target");
    new MergeChecks(entity, problems, names).run();
  }

  private void checkNames() {
    entity.scalar("name").ifPresent(names::snakeCase);
    entity
        .scalar("name")
        .filter(name -> name.text().startsWith(RESERVED_PREFIX))
        .ifPresent(
            name ->
                problems.add(
                    name,
                    "names that start with " + RESERVED_PREFIX + " are the program's own",
                    ""));
    entity
        .map("fields")
        .ifPresent(
            fields ->
                fields
                    .entries()
                    .forEach(
                        (name, entry) ->
                            names.snakeCase(entry.keyPlace(), fields.pathOf(name), name)));
  }

  private void checkKey() {
    names.unique(key);
    Optional<MapNode> fields = entity.map("fields");
    for (ScalarNode field : key) {
      if (fields.isPresent()) {
        checkDeclared(field, field.text(), fields.get(), "key field");
      } else {
        names.snakeCase(field);
      }
    }
  }

  private void checkDeclared(Node node, String name, MapNode fields, String what) {
    Set<String> declared = fields.entries().keySet();
    if (!declared.contains(name)) {
      problems.add(
          node,
          what + " '" + name + "' is not among the declared fields",
          NearestName.hint(name, declared));
    }
  }

  private void checkStream(MapNode stream) {
    stream
        .scalar("stream")
        .ifPresent(
            name -> {
              try {
                Pattern.compile(name.text());
              } catch (PatternSyntaxException e) {
                problems.add(
                    name,
                    "expected a name or a regular expression of names: " + e.getDescription(),
                    "");
              }
            });
  }

  private void checkMap(MapNode stream) {
    Optional<MapNode> mapping = stream.map("map").filter(map -> !map.entries().isEmpty());
    if (mapping.isEmpty()) {
      return;
    }
    Map<String, MapNode.Entry> entries = mapping.get().entries();
    Optional<MapNode> fields = entity.map("fields");
    entries.forEach(
        (name, entry) -> {
          if (entry.value() != null && fields.isPresent()) {
            checkDeclared(entry.value(), name, fields.get(), "field");
          } else if (fields.isEmpty()) {
            names.snakeCase(entry.keyPlace(), mapping.get().pathOf(name), name);
          }
        });
    for (ScalarNode field : key) {
      boolean known = fields.isEmpty() || fields.get().entries().containsKey(field.text());
      if (known && !entries.containsKey(field.text())) {
        problems.add(
            mapping.get(),
            "the key field '" + field.text() + "' is not mapped",
            "add " + field.text() + ": <field of the source, or SQL>");
      }
    }
  }

  /** A change is decoded by one {@code from}: no two of an entity may take the same stream. */
  private void checkSources() {
    Map<String, List<MapNode>> bySource =
        from.stream()
            .filter(stream -> stream.scalar("source").isPresent())
            .collect(Collectors.groupingBy(stream -> stream.scalar("source").get().text()));
    for (List<MapNode> streams : bySource.values()) {
      names.unique(streams, "stream");
      streams.stream()
          .filter(stream -> streams.size() > 1 && stream.get("stream").isEmpty())
          .forEach(
              stream ->
                  problems.add(
                      stream.place(),
                      stream.pathOf("stream"),
                      "required where an entity takes several streams of one source",
                      ""));
    }
  }
}
