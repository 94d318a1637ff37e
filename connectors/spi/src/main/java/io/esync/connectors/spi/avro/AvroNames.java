package io.esync.connectors.spi.avro;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that Avro allows: letters of ASCII, digits and underscores, no digit first. */
final class AvroNames {
  private AvroNames() {}

  /**
   * A name for each of {@code names}, no two the same: what Avro allows stays, other names change.
   */
  static List<String> distinct(List<String> names) {
    Set<String> taken = names.stream().filter(AvroNames::isValid).collect(Collectors.toSet());
    List<String> result = new ArrayList<>();
    for (String name : names) {
      String valid = isValid(name) ? name : free(valid(name), taken);
      taken.add(valid);
      result.add(valid);
    }
    return result;
  }

  /** {@code name}, with underscores before it until it is none of {@code taken}. */
  static String prefixed(String name, List<String> taken) {
    Set<String> others = new HashSet<>(taken);
    String result = name;
    while (others.contains(result)) {
      result = "_" + result;
    }
    return result;
  }

  /** Names joined by dots, each of which Avro allows. */
  static String full(String name) {
    return Stream.of(name.split("\\.", -1)).map(AvroNames::valid).collect(Collectors.joining("."));
  }

  private static boolean isValid(String name) {
    return name.equals(valid(name));
  }

  private static String valid(String name) {
    String result = name.replaceAll("[^A-Za-z0-9_]", "_");
    return result.isEmpty() || Character.isDigit(result.charAt(0)) ? "_" + result : result;
  }

  private static String free(String name, Set<String> taken) {
    String result = name;
    for (int number = 2; taken.contains(result); number++) {
      result = name + "_" + number;
    }
    return result;
  }
}
