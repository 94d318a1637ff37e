package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Node;
import io.esync.jobs.spec.tree.Problems;
import io.esync.operators.model.DataType;
import io.esync.operators.model.NearestName;
import io.esync.operators.privacy.Protection;
import java.util.List;
import java.util.Optional;

/** Whether what is to be given out instead of personal data can be. */
final class PrivacyChecks {
  private final PipelineSpec spec;
  private final MapNode pipeline;
  private final Problems problems;

  PrivacyChecks(PipelineSpec spec, MapNode pipeline, Problems problems) {
    this.spec = spec;
    this.pipeline = pipeline;
    this.problems = problems;
  }

  void run() {
    for (int i = 0; i < spec.entities().size(); i++) {
      EntitySpec entity = spec.entities().get(i);
      MapNode node = pipeline.maps("entities").get(i);
      checkKey(entity, node);
      for (int j = 0; j < entity.to().size(); j++) {
        check(entity, entity.to().get(j), node.maps("to").get(j));
      }
    }
    output("dlq", spec.dlq());
    output("audit", spec.audit().output());
    output("review", spec.review());
  }

  /** Nobody could tell without a key whether it is personal data, and reviews name it. */
  private void checkKey(EntitySpec entity, MapNode node) {
    boolean personal = entity.fields().values().stream().anyMatch(field -> field.pii() != null);
    if (personal && entity.key().isEmpty()) {
      problems.add(
          node,
          "an entity with personal data declares its key, so that it is known what is in it",
          "write key: [<field>]");
    }
    boolean personalKey =
        entity.key().stream()
            .map(entity.fields()::get)
            .anyMatch(field -> field != null && field.pii() != null);
    boolean reviewed = !entity.reviewedFields().isEmpty();
    if (personalKey && reviewed && spec.review().pii() != Protection.CLEAR) {
      problems.add(
          node,
          "nobody could decide reviews of an entity whose key is personal data that reviews do not"
              + " show",
          "write review: {pii: clear}");
    }
  }

  private void check(EntitySpec entity, RouteSpec route, MapNode node) {
    MapNode own = node.map("pii").orElse(MapNode.empty(node.place(), node.pathOf("pii")));
    for (String field : route.pii().keySet()) {
      if (!entity.fields().containsKey(field) || entity.fields().get(field).pii() == null) {
        List<String> marked =
            entity.fields().keySet().stream()
                .filter(name -> entity.fields().get(name).pii() != null)
                .toList();
        problems.add(
            own.entries().get(field).keyPlace(),
            own.pathOf(field),
            "'" + field + "' is not marked pii",
            NearestName.hint(field, marked));
      }
    }
    TargetSpec target = spec.target(route.target());
    entity
        .fields()
        .forEach(
            (name, field) -> {
              if (field.pii() != null) {
                Protection protection = route.pii().getOrDefault(name, target.pii());
                Node place = own.get(name).orElse(node);
                mistake(entity, name, field.type(), protection)
                    .or(() -> echo(target, protection))
                    .ifPresent(mistake -> problems.add(place, mistake.message(), mistake.hint()));
              }
            });
  }

  private record Mistake(String message, String hint) {}

  private Optional<Mistake> mistake(
      EntitySpec entity, String field, DataType type, Protection protection) {
    boolean key = entity.key().contains(field);
    return switch (protection) {
      case CLEAR -> Optional.empty();
      case MASK ->
          key
              ? keyMistake(field, "masked")
              : type.equals(DataType.STRING)
                  ? Optional.empty()
                  : Optional.of(
                      new Mistake(
                          "mask takes text, and '" + field + "' is " + type,
                          "write pii: {" + field + ": hash}, or redact"));
      case REDACT -> key ? keyMistake(field, "redacted") : Optional.empty();
      case HASH -> hashMistake(field, type);
    };
  }

  private static Optional<Mistake> keyMistake(String field, String done) {
    return Optional.of(
        new Mistake(
            "the key field '" + field + "' cannot be " + done + ": many keys would become one",
            "write pii: {" + field + ": hash}"));
  }

  private Optional<Mistake> hashMistake(String field, DataType type) {
    if (type.element() != null) {
      return Optional.of(
          new Mistake("hash takes single values, and '" + field + "' is " + type, "use redact"));
    }
    return spec.privacy() != null
        ? Optional.empty()
        : Optional.of(
            new Mistake(
                "a hash of '" + field + "' needs a key",
                "write privacy: {hash_key: \"${env:ESYNC_PII_KEY}\"} in the pipeline"));
  }

  private static Optional<Mistake> echo(TargetSpec target, Protection protection) {
    return target.echo() == null || protection == Protection.CLEAR
        ? Optional.empty()
        : Optional.of(
            new Mistake(
                "the target is read as source '"
                    + target.echo()
                    + "': what it is given instead would come back as an edit",
                "give it pii: clear"));
  }

  private void output(String key, OutputSpec output) {
    if (output.pii() == Protection.HASH && spec.privacy() == null) {
      Node node = pipeline.map(key).flatMap(map -> map.get("pii")).orElse(pipeline);
      problems.add(
          node,
          "a hash needs a key",
          "write privacy: {hash_key: \"${env:ESYNC_PII_KEY}\"} in the pipeline");
    }
  }
}
