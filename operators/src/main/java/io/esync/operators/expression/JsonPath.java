package io.esync.operators.expression;

import io.esync.operators.model.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path into JSON that leads to one place: {@code $.address.lines[0]}, {@code $."first name"}. */
record JsonPath(List<Object> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([\\p{L}_][\\p{L}\\p{N}_$-]*)|\\.\"([^\"]*)\"|\\[\\s*'([^']*)'\\s*]|\\[\\s*(\\d{1,9})\\s*]");

  /** Reads a path; a {@link Fault} if it is none. */
  static JsonPath of(String text) {
    String path = text.strip();
    path = path.startsWith("lax ") ? path.substring(4).strip() : path;
    if (!path.startsWith("$")) {
      throw new Fault("a JSON path starts with $, like $.address.city");
    }
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path).region(1, path.length());
    while (step.lookingAt()) {
      steps.add(step(step));
      step.region(step.end(), path.length());
    }
    if (step.regionStart() < path.length()) {
      throw new Fault(
          "a JSON path has the steps .name, .\"name\", ['name'] and [0], and no others");
    }
    return new JsonPath(steps);
  }

  private static Object step(Matcher step) {
    if (step.group(4) != null) {
      return Integer.valueOf(step.group(4));
    }
    return step.group(1) != null
        ? step.group(1)
        : step.group(2) != null ? step.group(2) : step.group(3);
  }

  /** What is there in {@code tree}, or null. */
  JsonTree in(JsonTree tree) {
    JsonTree found = tree;
    for (Object step : steps) {
      found =
          step instanceof Integer index
              ? JsonFunctions.item(found, index)
              : JsonFunctions.member(found, (String) step);
    }
    return found;
  }
}
