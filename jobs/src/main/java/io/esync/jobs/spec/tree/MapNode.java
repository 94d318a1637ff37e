package io.esync.jobs.spec.tree;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values by key, in the order of the file. A key without a value ({@code key:} or {@code key:
 * null}) is as good as not there.
 */
public record MapNode(Place place, String path, Map<String, Entry> entries) implements Node {
  public MapNode {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * A key with its value.
   *
   * @param keyPlace where the key stands
   * @param value null for a key without a value
   */
  public record Entry(Place keyPlace, Node value) {}

  /** A map with nothing in it, which stands for one that the file leaves out. */
  public static MapNode empty(Place place, String path) {
    return new MapNode(place, path, Map.of());
  }

  /** The value of {@code key}, if there is one. */
  public Optional<Node> get(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** The value of {@code key}, if it is a single value. */
  public Optional<ScalarNode> scalar(String key) {
    return get(key).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
  }

  /** The value of {@code key}, if it is a map. */
  public Optional<MapNode> map(String key) {
    return get(key).filter(MapNode.class::isInstance).map(MapNode.class::cast);
  }

  /** The maps in the list that is the value of {@code key}; what is no map is left out. */
  public List<MapNode> maps(String key) {
    return items(key, MapNode.class);
  }

  /** The single values in the list that is the value of {@code key}; others are left out. */
  public List<ScalarNode> scalars(String key) {
    return items(key, ScalarNode.class);
  }

  private <T> List<T> items(String key, Class<T> type) {
    return get(key)
        .filter(ListNode.class::isInstance)
        .map(list -> ((ListNode) list).items())
        .orElse(List.of())
        .stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** The path of the value of {@code key}. */
  public String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** This map with one more key, which counts as standing where the map stands. */
  public MapNode with(String key, Node value) {
    Map<String, Entry> more = new LinkedHashMap<>(entries);
    more.put(key, new Entry(place, value));
    return new MapNode(place, path, more);
  }

  @Override
  public String kindInWords() {
    return "a map";
  }
}
