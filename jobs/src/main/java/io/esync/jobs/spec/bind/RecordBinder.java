package io.esync.jobs.spec.bind;

import io.esync.jobs.spec.tree.ListNode;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Node;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.jobs.spec.tree.TreeReader;
import io.esync.operators.model.NearestName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Binds maps of a file to records, by what the records' components declare. Reports every mistake
 * it meets; what depends on a mistaken value is left unbound.
 */
public final class RecordBinder {
  private static final String NULL = "null";

  private final Problems problems;
  private final OpenTypes openTypes;
  private final TextResolver resolver;
  private final ScalarBinder scalars;
  private final RecordConstructor constructor;

  /**
   * @param problems takes the mistakes
   * @param references looks secrets up, or keeps the references as they are
   * @param openTypes decides about components of type {@link Record}
   */
  public RecordBinder(Problems problems, References references, OpenTypes openTypes) {
    this.problems = problems;
    this.openTypes = openTypes;
    this.resolver = new TextResolver(references, problems);
    this.scalars = new ScalarBinder(problems, resolver);
    this.constructor = new RecordConstructor(problems, resolver);
  }

  /**
   * The record; empty where something in it was reported, or where a value that only a kept
   * reference knows stands in the way.
   */
  public <T extends Record> Optional<T> bind(Class<T> type, MapNode node) {
    knownKeys(type, node).ifPresent(known -> reportUnknown(type, node, known));
    return construct(type, node);
  }

  private <T extends Record> Optional<T> construct(Class<T> type, MapNode node) {
    List<Optional<Argument>> arguments = new ArrayList<>();
    for (OptionDeclaration declaration : OptionDeclaration.of(type)) {
      arguments.add(argument(type, declaration, node));
    }
    if (arguments.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Object[] values = arguments.stream().map(argument -> argument.get().value()).toArray();
    return constructor.construct(type, values, node);
  }

  /** A value for a constructor, which may be null. */
  private record Argument(Object value) {
    static Optional<Argument> of(Object value) {
      return Optional.of(new Argument(value));
    }
  }

  private Optional<Argument> argument(
      Class<? extends Record> owner, OptionDeclaration declaration, MapNode node) {
    Optional<Type> type = typeOf(owner, declaration, node);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (declaration.inline()) {
      return construct(recordType(type.get()), node).map(Argument::new);
    }
    Optional<Node> value = node.get(declaration.name());
    if (value.isEmpty() && meansNull(declaration, node)) {
      value = Optional.of(nullChoice(declaration, node));
    }
    if (value.isEmpty() && declaration.hasDefault()) {
      value = Optional.of(defaultOf(declaration, type.get(), node));
    }
    if (value.isPresent()) {
      return value(type.get(), value.get()).map(Argument::new);
    }
    if (declaration.required()) {
      reportMissing(declaration, node);
      return Optional.empty();
    }
    return Argument.of(emptyOf(type.get()));
  }

  /** YAML reads {@code null} as nothing, also where it is one of the choices. */
  private static boolean meansNull(OptionDeclaration declaration, MapNode node) {
    return node.entries().containsKey(declaration.name())
        && declaration.type() instanceof Class<?> choices
        && choices.isEnum()
        && Arrays.stream(choices.getEnumConstants())
            .anyMatch(one -> OptionDeclaration.textOf((Enum<?>) one).equals(NULL));
  }

  private static Node nullChoice(OptionDeclaration declaration, MapNode node) {
    return new ScalarNode(
        node.entries().get(declaration.name()).keyPlace(),
        node.pathOf(declaration.name()),
        ScalarNode.Kind.TEXT,
        NULL);
  }

  private Optional<Type> typeOf(
      Class<? extends Record> owner, OptionDeclaration declaration, MapNode node) {
    return declaration.type() == Record.class
        ? openTypes.typeFor(owner, declaration.name(), node).map(type -> type)
        : Optional.of(declaration.type());
  }

  private Node defaultOf(OptionDeclaration declaration, Type type, MapNode node) {
    String path = node.pathOf(declaration.name());
    String text = declaration.option().defaultValue();
    if (type instanceof Class<?> scalar && ScalarBinder.isText(scalar)) {
      return new ScalarNode(node.place(), path, ScalarNode.Kind.TEXT, text);
    }
    return text.equals("{}")
        ? MapNode.empty(node.place(), path)
        : TreeReader.read(text, problems)
            .orElseThrow(() -> new IllegalStateException("bad default of " + path + ": " + text));
  }

  private static Object emptyOf(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class ? List.of() : Map.of();
    }
    return null;
  }

  private Optional<?> value(Type type, Node node) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? list(generic.getActualTypeArguments()[0], node)
          : map(generic.getActualTypeArguments()[1], node);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord() && !ScalarBinder.isText(plain)) {
      return record(recordType(plain), node);
    }
    return node instanceof ScalarNode scalar
        ? scalars.bind(plain, scalar)
        : unexpected(node, "a single value");
  }

  private Optional<? extends Record> record(Class<? extends Record> type, Node node) {
    if (node instanceof MapNode map) {
      return bind(type, map);
    }
    Optional<OptionDeclaration> shorthand = OptionDeclaration.shorthand(type);
    if (shorthand.isEmpty() || !(node instanceof ScalarNode)) {
      return unexpected(node, shorthand.isEmpty() ? "a map" : "a single value or a map");
    }
    return bind(type, MapNode.empty(node.place(), node.path()).with(shorthand.get().name(), node));
  }

  private Optional<List<Object>> list(Type itemType, Node node) {
    if (!(node instanceof ListNode list)) {
      return unexpected(node, "a list");
    }
    List<Object> items = new ArrayList<>();
    for (Node item : list.items()) {
      value(itemType, item).ifPresent(items::add);
    }
    return items.size() == list.items().size()
        ? Optional.of(Collections.unmodifiableList(items))
        : Optional.empty();
  }

  private Optional<Map<String, Object>> map(Type valueType, Node node) {
    if (!(node instanceof MapNode map)) {
      return unexpected(node, "a map");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (key, entry) -> {
              if (entry.value() == null) {
                problems.add(entry.keyPlace(), map.pathOf(key), "expected a value", "");
              } else {
                value(valueType, entry.value()).ifPresent(value -> values.put(key, value));
              }
            });
    return values.size() == map.entries().size()
        ? Optional.of(Collections.unmodifiableMap(values))
        : Optional.empty();
  }

  /** The keys that may stand in {@code node}; empty where an unknown type leaves that open. */
  private Optional<Set<String>> knownKeys(Class<? extends Record> record, MapNode node) {
    Set<String> known = new TreeSet<>();
    for (OptionDeclaration declaration : OptionDeclaration.of(record)) {
      if (!declaration.inline()) {
        known.add(declaration.name());
        continue;
      }
      Optional<Set<String>> inner =
          typeOf(record, declaration, node).flatMap(type -> knownKeys(recordType(type), node));
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      known.addAll(inner.get());
    }
    return Optional.of(known);
  }

  private void reportUnknown(Class<? extends Record> type, MapNode node, Set<String> known) {
    Set<String> notYet = OptionDeclaration.notYet(type);
    node.entries()
        .forEach(
            (key, entry) -> {
              if (notYet.contains(key)) {
                problems.add(
                    entry.keyPlace(), node.pathOf(key), "not supported yet", "take it out");
              } else if (!known.contains(key)) {
                problems.add(
                    entry.keyPlace(),
                    node.pathOf(key),
                    "unknown key",
                    NearestName.hint(key, known));
              }
            });
  }

  private void reportMissing(OptionDeclaration declaration, MapNode node) {
    String example = declaration.option().example();
    problems.add(
        node.place(),
        node.pathOf(declaration.name()),
        "required and missing: " + declaration.option().value(),
        example.isEmpty() ? "" : "e.g. " + declaration.name() + ": " + example);
  }

  private <T> Optional<T> unexpected(Node node, String expected) {
    problems.add(node, "expected " + expected + ", found " + node.kindInWords(), "");
    return Optional.empty();
  }

  @SuppressWarnings("unchecked") // only record classes get here, as OptionDeclaration's types say
  private static Class<? extends Record> recordType(Type type) {
    return (Class<? extends Record>) type;
  }
}
