package io.esync.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A way to do what a case asks for.
 *
 * @param variant what it is asked for, where a case asks for several; contestants are compared
 *     within one
 * @param configuration the whole of what the user writes, with {@code {{name}}} for addresses and
 *     passwords
 */
public record Contestant(String name, String variant, Kind kind, String configuration) {
  public static final String ESYNC = "ESync";
  public static final String DOCUMENTED = "Flink SQL, as documented";
  public static final String BEST = "Flink SQL, best settings";

  /** What its configuration is. */
  public enum Kind {
    /** A pipeline file. */
    ESYNC,
    /** Statements of Flink SQL. */
    FLINK_SQL,
    /** No job: what the servers can do without one. */
    LIMIT
  }

  /** ESync with the pipeline file {@code jobs/<file>}. */
  public static Contestant esync(String file) {
    return new Contestant(ESYNC, "", Kind.ESYNC, read(file));
  }

  /** Flink SQL with the statements in {@code jobs/<file>}. */
  public static Contestant flinkSql(String name, String file) {
    return new Contestant(name, "", Kind.FLINK_SQL, read(file));
  }

  /** The physical limit. */
  public static Contestant limit(String name) {
    return new Contestant(name, "", Kind.LIMIT, name);
  }

  public Contestant of(String otherVariant) {
    return new Contestant(name, otherVariant, kind, configuration);
  }

  /**
   * The configuration with all placeholders filled in.
   *
   * @throws IllegalArgumentException if a value is missing
   */
  String configuration(Map<String, String> values) {
    String text = configuration;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    int open = text.indexOf("{{");
    if (open >= 0) {
      throw new IllegalArgumentException(
          name + " lacks " + text.substring(open, text.indexOf("}}", open) + 2));
    }
    return text;
  }

  private static String read(String file) {
    try (InputStream resource = Contestant.class.getResourceAsStream("jobs/" + file)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
