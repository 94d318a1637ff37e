package io.esync.jobs.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of src/test/resources/scenarios:
 *
 * <pre>
 * fields: {…}            # and merge: as in an entity of a pipeline file
 * merge: {…}
 * sources: [crm, erp]    # their order in `from`; without it, that of their first change
 * maps: {crm: {id: id}}  # of those that do not give every field
 * wheres: {crm: "status <> 'test'"}
 * columns: {crm: {id: bigint, mail: string}}   # of sources whose fields are others than the entity's
 * given:
 *   - {source: crm, at: 1, time: "10:00", upsert: {id: 1, email: a}}  # fields left out are absent
 *   - {source: crm, at: 2, delete: {id: 1}}              # without a time: it is unknown
 *   - {source: crm, at: 3, before: {id: 1}, upsert: {id: 2}}          # another key; read: "10:00"
 *   - {source: crm, at: snapshot, upsert: {…}}           # a row that was read from the table
 *   - {source: crm, progress: "11:00"}                   # nothing older comes any more
 *   - {decision: d1, field: email, pick: crm, seen: {crm: 1, erp: 1}} # set, pin, unpin, ignore
 *   - then                                               # all before comes before all after
 *   - {clock: 3600}                                      # seconds; like then
 * expect:
 *   rows: [{…}]            # what a target holds at the end; a NULL may be left out
 *   held: [email]          # what it holds of these depends on what came first
 *   reviews: [email OPEN]  # steps, in the order given
 *   open: [email]          # at the end
 *   dlq: [CLOCK_AHEAD]
 *   audit: ["CONFLICT_RESOLVED email: erp by latest"]  # starts of events, in the order given
 * </pre>
 */
record Scenario(String title, JsonNode root, List<Step> given) {
  private static final String THEN = "then";

  /**
   * Something that happens.
   *
   * @param lane what keeps its order: a source, or the reviewers; null for what parts before from
   *     after
   */
  record Step(String lane, JsonNode node) {}

  static Scenario read(Path file) {
    try {
      JsonNode root = new YAMLMapper().readTree(file.toFile());
      List<Step> given = new ArrayList<>();
      root.get("given").forEach(node -> given.add(new Step(lane(node), node)));
      return new Scenario(file.getFileName().toString(), root, given);
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }

  private static String lane(JsonNode node) {
    if (node.has("source")) {
      return node.get("source").asText();
    }
    if (node.has("decision")) {
      return "reviewers";
    }
    if (node.has("clock") || node.asText().equals(THEN)) {
      return null;
    }
    throw new AssertionError("no step: " + node);
  }

  /** Ids of the sources, in the order of {@code from}. */
  Set<String> sources() {
    Set<String> sources = new LinkedHashSet<>();
    root.path("sources").forEach(source -> sources.add(source.asText()));
    given.stream().filter(step -> step.node.has("source")).forEach(step -> sources.add(step.lane));
    return sources;
  }

  /** The pipeline file that the scenario stands for. JSON is YAML, too. */
  String pipeline() {
    StringBuilder yaml = new StringBuilder("pipeline:\n  id: scenario\n  sources:\n");
    sources()
        .forEach(
            source ->
                yaml.append(
                    "    - {id: %s, type: memory, config: {buffer: b}}\n".formatted(id(source))));
    yaml.append("  targets: [{id: out, type: memory}]\n  entities:\n    - name: customer\n");
    yaml.append("      key: ").append(root.has("key") ? root.get("key") : "[id]").append('\n');
    yaml.append("      to: [{target: out}]\n      from:\n");
    for (String source : sources()) {
      JsonNode map = root.path("maps").path(source);
      yaml.append("        - {source: ").append(id(source)).append(", stream: rows");
      yaml.append(map.isMissingNode() ? "" : ", map: " + map);
      JsonNode where = root.path("wheres").path(source);
      yaml.append(where.isMissingNode() ? "" : ", where: " + where).append("}\n");
    }
    yaml.append("      fields: ").append(root.get("fields")).append('\n');
    yaml.append("      merge: ").append(root.get("merge")).append('\n');
    return yaml.toString();
  }

  private static String id(String source) {
    return "\"" + source + "\"";
  }

  /** What is expected under {@code name}; empty where the file says nothing. */
  List<String> expected(String name) {
    List<String> texts = new ArrayList<>();
    root.get("expect").path(name).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
