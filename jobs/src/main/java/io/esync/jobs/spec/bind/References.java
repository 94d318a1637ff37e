package io.esync.jobs.spec.bind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks up what {@code ${env:NAME}}, {@code ${env:NAME:-default}} and {@code ${file:/path}} stand
 * for. The default is taken where the variable is not set or empty, as in a shell.
 */
public interface References {
  /** A dollar sign and any text in braces; the group is that text. */
  Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

  /** What stands between the name of a variable and its default. */
  String DEFAULT = ":-";

  /** The value of {@code reference} (without the braces). */
  Lookup lookup(String reference);

  /**
   * What a look-up gave.
   *
   * @param value empty where there is none, or where references are kept as they are
   * @param problem why there is no value; empty if that is no problem
   */
  record Lookup(Optional<String> value, String problem) {
    static Lookup of(String value) {
      return new Lookup(Optional.of(value), "");
    }

    static Lookup missing(String problem) {
      return new Lookup(Optional.empty(), problem);
    }

    /** Never shows the value. */
    @Override
    public String toString() {
      return value.isPresent() ? "******" : problem;
    }
  }

  /** References stay as they are written: nothing secret is needed, and nothing can be shown. */
  static References kept() {
    return reference -> new Lookup(Optional.empty(), "");
  }

  /** References to {@code environment} and to files of this machine. */
  static References of(Map<String, String> environment) {
    return reference -> {
      if (reference.startsWith("env:")) {
        return variable(reference.substring("env:".length()), environment);
      }
      return readFile(reference.substring("file:".length()));
    };
  }

  private static Lookup variable(String reference, Map<String, String> environment) {
    int at = reference.indexOf(DEFAULT);
    String name = at < 0 ? reference : reference.substring(0, at);
    String value = environment.get(name);
    if (at >= 0 && (value == null || value.isEmpty())) {
      return Lookup.of(reference.substring(at + DEFAULT.length()));
    }
    return value == null
        ? Lookup.missing("the environment variable " + name + " is not set")
        : Lookup.of(value);
  }

  /** The file's text without the line break at its end. */
  private static Lookup readFile(String name) {
    try {
      String text = Files.readString(Path.of(name));
      return Lookup.of(text.endsWith("\n") ? text.stripTrailing() : text);
    } catch (IOException | InvalidPathException e) {
      return Lookup.missing("the file " + name + " cannot be read");
    }
  }
}
