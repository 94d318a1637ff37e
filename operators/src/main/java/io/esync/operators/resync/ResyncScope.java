package io.esync.operators.resync;

import io.esync.operators.control.Command;
import io.esync.operators.decode.EntityDecoder;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.model.JsonTree;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a command to read again means for one source.
 *
 * @param source its id
 * @param mappings of the entities that it feeds
 * @param unsafe by entity why what is read again cannot be put into it
 */
public record ResyncScope(String source, List<EntityMapping> mappings, Map<String, String> unsafe)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ResyncScope {
    Objects.requireNonNull(source, "source");
    mappings = List.copyOf(mappings);
    unsafe = Map.copyOf(unsafe);
  }

  /** Whether the command is for this source. */
  public boolean concerns(Command command) {
    return command.source().isEmpty()
        ? mappings.stream().anyMatch(mapping -> mapping.entity().equals(command.entity()))
        : command.source().equals(source);
  }

  /**
   * The streams that the command means.
   *
   * @param streams those that the source captures
   * @throws RefusedException if there is none, or one feeds an entity that cannot take it
   */
  public List<String> streams(Command command, List<String> streams) throws RefusedException {
    List<String> meant = new ArrayList<>();
    for (String stream : streams) {
      boolean named = command.stream().isEmpty() || command.stream().equals(stream);
      if (named && feeds(stream, command.entity())) {
        meant.add(stream);
      }
    }
    if (meant.isEmpty()) {
      throw new RefusedException(
          command.stream().isEmpty()
              ? "no table of " + source + " feeds entity '" + command.entity() + "'"
              : "no entity takes a table '"
                  + command.stream()
                  + "' of "
                  + source
                  + "; its tables are "
                  + new TreeSet<>(streams));
    }
    for (String stream : meant) {
      requireSafe(stream);
    }
    return meant;
  }

  private boolean feeds(String stream, String entity) {
    return of(stream).stream()
        .anyMatch(mapping -> entity.isEmpty() || mapping.entity().equals(entity));
  }

  private void requireSafe(String stream) throws RefusedException {
    for (EntityMapping mapping : of(stream)) {
      String why = unsafe.get(mapping.entity());
      if (why != null) {
        throw new RefusedException(stream + " feeds entity '" + mapping.entity() + "', " + why);
      }
    }
  }

  private List<EntityMapping> of(String stream) {
    return mappings.stream().filter(mapping -> takes(mapping, stream)).toList();
  }

  private static boolean takes(EntityMapping mapping, String stream) {
    return new EntityDecoder(mapping).accepts(stream);
  }

  /**
   * The entities that have nothing of this source but of one stream: what the stream has no more,
   * the source has no more.
   */
  public List<String> swept(String stream, List<String> streams) {
    List<String> entities = new ArrayList<>();
    for (String entity : entities(of(stream))) {
      List<EntityMapping> own =
          mappings.stream().filter(mapping -> mapping.entity().equals(entity)).toList();
      long read = streams.stream().filter(one -> takes(own.get(0), one)).count();
      if (own.size() == 1 && read == 1) {
        entities.add(entity);
      }
    }
    return entities;
  }

  private static Set<String> entities(List<EntityMapping> mappings) {
    Set<String> entities = new TreeSet<>();
    mappings.forEach(mapping -> entities.add(mapping.entity()));
    return entities;
  }

  /**
   * By column what the key of the command's entity is in a stream.
   *
   * @throws RefusedException if the key is not made of columns as they are, or other fields are
   *     given
   */
  public Map<String, Object> key(Command command, String stream) throws RefusedException {
    Map<String, Object> columns = null;
    for (EntityMapping mapping : of(stream)) {
      if (mapping.entity().equals(command.entity())) {
        Map<String, Object> own = key(command, mapping);
        if (columns != null && !columns.equals(own)) {
          throw new RefusedException("the entity takes " + stream + " by several keys; " + WHOLE);
        }
        columns = own;
      }
    }
    return columns;
  }

  private static final String WHOLE = "read the whole table again, without a key";

  private static Map<String, Object> key(Command command, EntityMapping mapping)
      throws RefusedException {
    Map<String, JsonTree> given = JsonTree.parse(command.entityKey()).members();
    if (mapping.key().isEmpty() || !given.keySet().equals(Set.copyOf(mapping.key()))) {
      throw new RefusedException(
          mapping.key().isEmpty()
              ? "entity '" + mapping.entity() + "' declares no key; " + WHOLE
              : "the key of entity '" + mapping.entity() + "' has the fields " + mapping.key());
    }
    Map<String, Object> columns = new LinkedHashMap<>();
    for (String field : mapping.key()) {
      SourceTerm term = mapping.map().getOrDefault(field, new SourceTerm.Column(field));
      if (!(term instanceof SourceTerm.Column column)
          || column.name().equals(SourceTerm.STREAM)
          || column.name().equals(SourceTerm.SOURCE)) {
        throw new RefusedException(
            "key field '" + field + "' is computed from '" + term.text() + "'; " + WHOLE);
      }
      columns.put(column.name(), value(field, given.get(field)));
    }
    return columns;
  }

  private static Object value(String field, JsonTree value) throws RefusedException {
    return switch (value.kind()) {
      case STRING -> value.string();
      case NUMBER -> new BigDecimal(value.text());
      case BOOLEAN -> Boolean.valueOf(value.text());
      default -> throw new RefusedException("key field '" + field + "' has no single value");
    };
  }

  /** Whether all that a stream feeds has the same columns as its key. */
  public boolean isKeyOfAll(Map<String, Object> columns, String stream) {
    for (EntityMapping mapping : of(stream)) {
      for (String field : mapping.key()) {
        SourceTerm term = mapping.map().getOrDefault(field, new SourceTerm.Column(field));
        if (!(term instanceof SourceTerm.Column column) || !columns.containsKey(column.name())) {
          return false;
        }
      }
    }
    return true;
  }
}
